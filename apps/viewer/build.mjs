import { buildPackage } from "../../scripts/build-package.mjs";

await buildPackage(import.meta.dirname, [
  { platform: "browser", outdir: "dist", entries: { index: "src/index.ts" } },
  { platform: "node", outdir: "dist", entries: { server: "src/server/index.ts" } },
]);
