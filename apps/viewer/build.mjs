import { copyFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "vite";
import { buildPackage } from "../../scripts/build-package.mjs";

const root = import.meta.dirname;
const page = path.join(root, "dist", "page");

// First, and not written yet, so that a source that does not build leaves the last build as it was.
const bundles = await build({
  root,
  configFile: path.join(root, "vite.config.ts"),
  logLevel: "warn",
  build: { write: false },
});
await buildPackage(root, [
  { platform: "browser", outdir: "dist", entries: { index: "src/index.ts" } },
  { platform: "node", outdir: "dist", entries: { server: "src/server/index.ts" } },
]);
await mkdir(page, { recursive: true });
for (const { fileName, code } of [bundles].flat().flatMap(({ output }) => output)) {
  await writeFile(path.join(page, fileName), code);
}
for (const name of ["index.html", "page.css"]) {
  await copyFile(`${root}/src/page/${name}`, `${root}/dist/page/${name}`);
}
