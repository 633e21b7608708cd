import { copyFile } from "node:fs/promises";
import { build } from "vite";
import { buildPackage } from "../../scripts/build-package.mjs";

const root = import.meta.dirname;

await buildPackage(root, [
  { platform: "browser", outdir: "dist", entries: { index: "src/index.ts" } },
  { platform: "node", outdir: "dist", entries: { server: "src/server/index.ts" } },
]);
await build({ root, configFile: `${root}/vite.config.ts`, logLevel: "warn" });
for (const name of ["index.html", "page.css"]) {
  await copyFile(`${root}/src/page/${name}`, `${root}/dist/page/${name}`);
}
