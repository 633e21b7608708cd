import { buildPackage } from "../../scripts/build-package.mjs";

await buildPackage(import.meta.dirname, [
  { platform: "node", outdir: "dist/node", entries: { index: "src/index.ts" } },
  { platform: "browser", outdir: "dist/browser", entries: { index: "src/index.ts" } },
]);
