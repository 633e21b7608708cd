#!/usr/bin/env node
import { existsSync } from "node:fs";
import module from "node:module";

const entry = new URL("../dist/index.js", import.meta.url);

if (existsSync(entry)) {
  // Node 22 and newer keep the compiled code between starts.
  module.enableCompileCache?.();
  const { main } = await import(entry.href);
  await main(process.argv.slice(2));
} else {
  // Only in a checkout: the published package always has its dist folder.
  console.error("driftgraph is not built yet: run `npm run build` first");
  process.exitCode = 1;
}
