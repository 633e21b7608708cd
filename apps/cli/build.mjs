import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { buildPackage } from "../../scripts/build-package.mjs";

const root = import.meta.dirname;
const LAZY_IMPORT = /\bimport\("(\.{1,2}\/[^"]+)\.ts"\)/g;

/** The modules that are loaded only when they are needed: each becomes a file of its own. */
function lazyModules() {
  const files = readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" });
  const modules = files
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .flatMap((file) => {
      const text = readFileSync(path.join(root, "src", file), "utf8");
      return [...text.matchAll(LAZY_IMPORT)].map(([, target]) =>
        path.join("src", path.dirname(file), `${target}.ts`),
      );
    });
  return [...new Set(modules)];
}

/** Leaves lazy imports in place, as imports of those files. */
const lazyImports = {
  name: "lazy-imports",
  setup({ onResolve }) {
    onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ kind, path: target }) =>
      kind === "dynamic-import"
        ? { path: `./${path.basename(target, ".ts")}.js`, external: true }
        : undefined,
    );
  },
};

/** Begins each file with a hash of the rest, by which its compiled code is kept: see bin/compiled-code.mjs. */
const hashed = {
  name: "hashed",
  setup({ onEnd }) {
    onEnd(({ outputFiles = [] }) => {
      for (const file of outputFiles.filter(({ path: name }) => name.endsWith(".cjs"))) {
        const hash = createHash("sha256").update(file.contents).digest("hex").slice(0, 32);
        file.contents = Buffer.concat([Buffer.from(`//${hash}\n`), file.contents]);
      }
    });
  },
};

await buildPackage(root, [
  {
    platform: "node",
    outdir: "dist",
    entries: {
      index: "src/index.ts",
      embed: "src/embed/index.ts",
      // A file of its own too: Node 20 runs the hooks in the loader's thread, by URL.
      "model-hooks": "src/model/hooks-thread.ts",
      ...Object.fromEntries(lazyModules().map((file) => [path.basename(file, ".ts"), file])),
    },
    // Code that several of them need is repeated: to start, one file is faster than a dozen small ones.
    options: { splitting: false, plugins: [lazyImports] },
  },
  {
    platform: "node",
    outdir: "dist",
    entries: { quick: "src/quick/index.ts" },
    // All of a run in one script, whose compiled code can be kept between starts.
    options: {
      format: "cjs",
      splitting: false,
      outExtension: { ".js": ".cjs" },
      packages: "bundle",
      external: ["@driftgraph/tensorflow", "@driftgraph/viewer", "@dagrejs/dagre", "@swc/*"],
      define: { "import.meta.url": "moduleUrl" },
      banner: { js: 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
      minify: true,
      sourcemap: false,
      legalComments: "none",
      logOverride: { "empty-import-meta": "silent" },
      plugins: [hashed],
    },
  },
]);

// What model files import as the core when that is a part of the bundle: see src/quick/bundled-packages.ts.
const names = Object.keys(await import("@driftgraph/core")).join(", ");
writeFileSync(
  path.join(root, "dist", "bundled-core.js"),
  `export const { ${names} } = globalThis[Symbol.for("driftgraph.core")];\n`,
);
