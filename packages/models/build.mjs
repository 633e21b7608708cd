import { buildPackage } from "../../scripts/build-package.mjs";

await buildPackage(import.meta.dirname, [
  { platform: "neutral", outdir: "dist", entries: { index: "src/index.ts" } },
]);
