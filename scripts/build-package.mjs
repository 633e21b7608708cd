import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";

const run = promisify(execFile);
const TSC = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));
const RELATIVE_TS_IMPORT = /(from |import\(|import )(["'])(\.{1,2}\/[^"']+)\.ts\2/g;

/**
 * @typedef {object} Target
 * @property {"node" | "browser" | "neutral"} platform where it runs; decides the export conditions
 * @property {string} outdir relative to the package's folder
 * @property {Record<string, string>} entries output name (without `.js`) → source file
 * @property {import("esbuild").BuildOptions} [options] more esbuild options, for this target only
 */

/**
 * Builds a package into its `dist/`: one ES module per entry by esbuild, and declarations by tsc in `dist/types`.
 *
 * Dependencies, ours and npm's, stay imports; a target with several entries shares their code in chunks.
 *
 * @param {string} root the package's folder
 * @param {readonly Target[]} targets
 */
export async function buildPackage(root, targets) {
  const bundles = await Promise.all(targets.map((target) => bundle(root, target)));
  // Only now, so that a source that does not parse leaves the last build as it was.
  await rm(path.join(root, "dist"), { recursive: true, force: true });
  await Promise.all(bundles.flat().map(writeOutput));
  await declarations(root);
}

/**
 * @param {string} root
 * @param {Target} target
 */
async function bundle(root, { platform, outdir, entries, options }) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir,
    bundle: true,
    splitting: true,
    // Beside the entries, so that `new URL(…, import.meta.url)` means the same wherever code ends up.
    chunkNames: "[name]-[hash]",
    format: "esm",
    platform,
    target: platform === "node" ? "node20.19" : "es2023",
    packages: "external",
    sourcemap: true,
    sourcesContent: false,
    logLevel: "warning",
    ...options,
    write: false,
  });
  return outputFiles;
}

/** @param {import("esbuild").OutputFile} file */
async function writeOutput(file) {
  await mkdir(path.dirname(file.path), { recursive: true });
  await writeFile(file.path, file.contents);
}

/** @param {string} root */
async function declarations(root) {
  try {
    await run(process.execPath, [TSC, "-p", "tsconfig.build.json"], { cwd: root });
  } catch (error) {
    // tsc names the place of each error on its standard output; a stack trace of ours would only hide it.
    console.error(error instanceof Error && "stdout" in error ? error.stdout : error);
    process.exitCode = 1;
  }
  await rewriteImports(path.join(root, "dist", "types"));
}

/**
 * tsc keeps `./x.ts` in declarations; not every resolver maps that to x.d.ts, and all map `./x.js`.
 *
 * @param {string} folder
 */
async function rewriteImports(folder) {
  const files = await readdir(folder, { recursive: true });
  await Promise.all(
    files
      .filter((file) => file.endsWith(".d.ts"))
      .map(async (file) => {
        const target = path.join(folder, file);
        const text = await readFile(target, "utf8");
        await writeFile(target, text.replace(RELATIVE_TS_IMPORT, "$1$2$3.js$2"));
      }),
  );
}
