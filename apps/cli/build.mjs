import { buildPackage } from "../../scripts/build-package.mjs";

await buildPackage(import.meta.dirname, [
  { platform: "node", outdir: "dist", entries: { index: "src/index.ts" } },
]);
