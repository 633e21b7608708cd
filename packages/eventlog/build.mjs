import { buildPackage } from "../../scripts/build-package.mjs";
import { generate } from "./scripts/generate.mjs";

await generate();
await buildPackage(import.meta.dirname, [
  {
    platform: "neutral",
    outdir: "dist",
    // One target, so that both entries share their code, and an error's class is the same from either.
    entries: { index: "src/index.ts", node: "src/node/index.ts" },
    // protobufjs is bundled: of it only the wire format is wanted, and one file loads faster than its twenty.
    options: {
      packages: "bundle",
      external: ["node:*"],
      alias: { long: "./scripts/no-long.cjs" },
      mainFields: ["module", "main"],
      minify: true,
      legalComments: "none",
    },
  },
]);
