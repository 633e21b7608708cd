#!/usr/bin/env node
import { existsSync } from "node:fs";
import module from "node:module";
import v8 from "node:v8";

const entry = new URL("../dist/index.js", import.meta.url);

if (existsSync(entry)) {
  // Node 22 and newer keep the compiled code between starts. Node 20 can't, and has its optimizing compiler
  // start so early that it costs a short run a third of its processor time: later is soon enough for long ones.
  if (module.enableCompileCache) module.enableCompileCache();
  else v8.setFlagsFromString("--interrupt-budget=1000000");
  const { main } = await import(entry.href);
  await main(process.argv.slice(2));
} else {
  // Only in a checkout: the published package always has its dist folder.
  console.error("driftgraph is not built yet: run `npm run build` first");
  process.exitCode = 1;
}
