import { buildPackage } from "../../scripts/build-package.mjs";
import { generate } from "./scripts/generate.mjs";

await generate();
await buildPackage(import.meta.dirname, [
  {
    platform: "node",
    outdir: "dist",
    entries: {
      index: "src/index.ts",
      node: "src/node/index.ts",
      "tensorflow-process": "src/runtime/process.ts",
    },
    // Of protobufjs only the wire format is wanted; all else stays an import.
    options: {
      packages: "bundle",
      external: ["node:*", "@driftgraph/*", "@tensorflow/*", "long"],
      mainFields: ["module", "main"],
      minify: true,
      legalComments: "none",
    },
  },
]);
