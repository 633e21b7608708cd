import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { thirdPartyNotices } from "./third-party.mjs";

const root = import.meta.dirname;
const dist = path.join(root, "dist");

/** @type {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  metafile: true,
  minify: true,
  // Class names are shown in errors, and are the elements' names in the toolkit.
  keepNames: true,
  conditions: ["driftgraph-source"],
  logLevel: "warning",
  legalComments: "none",
};

// Before anything is built: a small bundle is there sooner than an old folder is gone.
await rm(dist, { recursive: true, force: true });

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

/** The process that TensorFlow runs in: where the package looks for it, from the folder above its bundle's. */
const tensorflowProcess = build({
  ...common,
  entryPoints: ["../../packages/tensorflow/src/runtime/process.ts"],
  outfile: path.join(dist, "dist", "tensorflow-process.js"),
  platform: "node",
  format: "cjs",
  target: "node20",
});

/** What runs in webviews. */
const webviews = build({
  ...common,
  entryPoints: [
    { in: "src/webview/run-form/run-form.ts", out: "run-form" },
    { in: "src/webview/run-form/run-form.css", out: "run-form" },
    { in: "src/webview/results.ts", out: "results" },
  ],
  outdir: path.join(dist, "webview"),
  platform: "browser",
  format: "esm",
  target: "es2022",
});

const bundles = await Promise.all([extension, workers, tensorflowProcess, webviews]);

/** The built viewer, where its server's code finds it by the package's own name. */
const built = path.join(root, "..", "viewer");
const viewer = path.join(dist, "node_modules", "@driftgraph", "viewer");
await cp(path.join(built, "dist", "page"), path.join(viewer, "dist", "page"), { recursive: true });
await copyFile(path.join(built, "package.json"), path.join(viewer, "package.json"));

/** What the viewer's bundle is made of; its own build keeps no record. */
const viewerManifest = JSON.parse(await readFile(path.join(built, "package.json"), "utf8"));
const viewerPackages = Object.keys(viewerManifest.dependencies)
  .filter((name) => !name.startsWith("@driftgraph/"))
  .map((name) => path.join(built, "node_modules", name));
const inputs = bundles.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
await writeFile(
  path.join(dist, "THIRD_PARTY.md"),
  thirdPartyNotices(
    inputs.map((file) => path.join(root, file)),
    viewerPackages,
  ),
);

/** The same grammar for JavaScript, whose scopes have another ending. */
const grammars = path.join(root, "syntaxes");
const grammar = await readFile(path.join(grammars, "equations.ts.tmLanguage.json"), "utf8");
await writeFile(
  path.join(dist, "equations.js.tmLanguage.json"),
  grammar.replaceAll("source.ts", "source.js").replace(/\.ts(?=[" ])/g, ".js"),
);

/** What is said to people, for translators: the strings of the source, as they are. */
const said = new Set();
for (const file of await readdir(path.join(root, "src"), { recursive: true })) {
  if (!file.endsWith(".ts")) continue;
  const text = await readFile(path.join(root, "src", file), "utf8");
  for (const [, double, single] of text.matchAll(
    /\bl10n\.t\(\s*(?:"((?:[^"\\]|\\.)*)"|'([^'\\]*)')/g,
  ))
    said.add(double === undefined ? single : JSON.parse(`"${double}"`));
}
const bundle = Object.fromEntries([...said].sort().map((text) => [text, text]));
await mkdir(path.join(root, "l10n"), { recursive: true });
await writeFile(
  path.join(root, "l10n", "bundle.l10n.json"),
  `${JSON.stringify(bundle, undefined, 2)}\n`,
);
