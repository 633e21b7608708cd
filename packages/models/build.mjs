import { buildPackage } from "../../scripts/build-package.mjs";

await buildPackage(import.meta.dirname, [
  { platform: "neutral", outdir: "dist", entries: { index: "src/index.ts" } },
  // A file for each model, and not shared with the one that has them all: that loads fastest whole.
  { platform: "neutral", outdir: "dist", entries: { catalogue: "src/catalogue/index.ts" } },
]);
