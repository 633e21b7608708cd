import { copyFile } from "node:fs/promises";
import { buildPackage } from "../../scripts/build-package.mjs";

const root = import.meta.dirname;

await buildPackage(root, [
  { platform: "browser", outdir: "dist", entries: { index: "src/index.ts" } },
  {
    platform: "browser",
    outdir: "dist/page",
    entries: { app: "src/page/app.ts" },
    // Served as it is, so that nothing in it may stay an import.
    options: { packages: "bundle", minify: true, sourcemap: false },
  },
  { platform: "node", outdir: "dist", entries: { server: "src/server/index.ts" } },
]);
for (const name of ["index.html", "app.css"]) {
  await copyFile(`${root}/src/page/${name}`, `${root}/dist/page/${name}`);
}
