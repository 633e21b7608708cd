import { buildPackage } from "../../scripts/build-package.mjs";

await buildPackage(import.meta.dirname, [
  { platform: "neutral", outdir: "dist", entries: { index: "src/index.ts" } },
  { platform: "node", outdir: "dist", entries: { node: "src/node/index.ts" } },
]);
