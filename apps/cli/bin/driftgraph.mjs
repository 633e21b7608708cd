#!/usr/bin/env node
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";
import v8 from "node:v8";
import { loadCompiled } from "./compiled-code.mjs";

const dist = (name) => new URL(`../dist/${name}`, import.meta.url);

if (existsSync(dist("index.js"))) {
  if (module.enableCompileCache) module.enableCompileCache();
  else {
    // Node 20 has its optimizing compiler start so early that it costs a short run a third of its processor
    // time: later is soon enough for long ones.
    v8.setFlagsFromString("--interrupt-budget=1000000");
    // Compiled code is kept at a run's end, however long ago it was used.
    v8.setFlagsFromString("--no-flush-bytecode");
    // The kernels' flag, which compiled code depends on as on any other: it must be set from the start.
    v8.setFlagsFromString("--experimental-wasm-relaxed-simd");
  }
  const argv = process.argv.slice(2);
  if (!(argv[0] === "run" && (await runQuickly(argv.slice(1))))) {
    const { main } = await import(dist("index.js").href);
    await main(argv);
  }
} else {
  // Only in a checkout: the published package always has its dist folder.
  console.error("driftgraph is not built yet: run `npm run build` first");
  process.exitCode = 1;
}

/** @param {string[]} argv */
async function runQuickly(argv) {
  const { exports, keep } = loadCompiled(fileURLToPath(dist("quick.cjs")));
  const done = await exports.runQuickly(argv, (url) => import(url));
  if (done) keep();
  return done;
}
