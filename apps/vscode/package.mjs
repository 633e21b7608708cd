import { execFile } from "node:child_process";
import { readdir, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = import.meta.dirname;

/** More, and it isn't what people want to download for an editor. */
const MOST_BYTES = 5e6;

/** Packs the extension, as built, into one `.vsix`. */
async function packExtension() {
  for (const old of (await readdir(root)).filter((name) => name.endsWith(".vsix"))) {
    await rm(path.join(root, old));
  }
  await import("./build.mjs");
  const { version } = createRequire(import.meta.url)("./package.json");
  const vsix = path.join(root, `driftgraph-${version}.vsix`);
  const vsce = createRequire(import.meta.url).resolve("@vscode/vsce/vsce");
  // Everything is bundled; there is no repository yet whose address relative links would need.
  const options = [
    "--no-dependencies",
    "--allow-missing-repository",
    "--no-rewrite-relative-links",
    "--out",
    vsix,
  ];
  const { stdout } = await run(process.execPath, [vsce, "package", ...options], { cwd: root });
  const { size } = await stat(vsix);
  console.log(`${vsix}: ${(size / 1e6).toFixed(2)} MB`);
  if (size > MOST_BYTES) throw new Error(`it should be under ${MOST_BYTES / 1e6} MB\n${stdout}`);
}

await packExtension();
