import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import * as core from "@driftgraph/core";
import type { OwnPackages } from "../model/import-rules.ts";

/** Where `dist/bundled-core.js` finds the core. */
const PLACE = Symbol.for("driftgraph.core");

/**
 * Our packages for model files, when the command runs as one bundle: the core is the bundle's copy, so that
 * a model is made by the code that runs it; the others import that one.
 */
export function bundledPackages(): OwnPackages {
  Reflect.set(globalThis, PLACE, core);
  const { resolve } = createRequire(import.meta.url);
  const others = ["@driftgraph/models", "@driftgraph/eventlog"];
  return {
    "@driftgraph/core": new URL("bundled-core.js", import.meta.url).href,
    ...Object.fromEntries(others.map((name) => [name, pathToFileURL(resolve(name)).href])),
  };
}
