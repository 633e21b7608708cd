import { copyFile, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";

const root = import.meta.dirname;
const dist = path.join(root, "dist");

/** @type {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  // Class names are shown in errors, and are the elements' names in the toolkit.
  keepNames: true,
  conditions: ["driftgraph-source"],
  logLevel: "warning",
  legalComments: "none",
};

/** The extension itself: small, since it is loaded as soon as it is needed. */
const extension = build({
  ...common,
  entryPoints: ["src/extension.ts"],
  outfile: path.join(dist, "extension.js"),
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode"],
  // The core asks for it, of which only types are used here.
  logOverride: { "empty-import-meta": "silent" },
});

/** What runs in worker threads, sharing one copy of the core with the model files. */
const workers = build({
  ...common,
  entryPoints: {
    "analysis-worker": "src/analysis/worker.ts",
    "run-worker": "src/run/worker.ts",
    "core-module": "src/analysis/core-module.ts",
    "models-module": "src/analysis/models-module.ts",
    "viewer-server": "src/runs/viewer-server.ts",
  },
  outdir: path.join(dist, "workers"),
  outExtension: { ".js": ".mjs" },
  platform: "node",
  format: "esm",
  target: "node20",
  splitting: true,
  // The type stripper is CommonJS, and asks for Node's modules.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url); const __dirname = import.meta.dirname ?? ".";',
  },
});

/** What runs in webviews. */
const webviews = build({
  ...common,
  entryPoints: { "run-form": "src/webview/run-form.ts", results: "src/webview/results.ts" },
  outdir: path.join(dist, "webview"),
  platform: "browser",
  format: "esm",
  target: "es2022",
});

await rm(dist, { recursive: true, force: true });
await Promise.all([extension, workers, webviews]);
const page = path.join(root, "..", "viewer", "dist", "page");
await mkdir(path.join(dist, "viewer"), { recursive: true });
await copyFile(path.join(page, "viewer.js"), path.join(dist, "viewer", "viewer.js"));
