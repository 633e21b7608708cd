import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { cacheFolder } from "./cache-folder.mjs";
import { run } from "./command.mjs";
import { locked } from "./lock.mjs";

/**
 * @typedef {object} Workbench
 * @property {string} node the Node that it runs on
 * @property {string} server the folder of code-server
 * @property {string} version of VS Code
 */

/**
 * The VS Code workbenches that the extension is tested in: code-server is VS Code with a server, from the
 * npm registry. The oldest one is what the extension's `engines.vscode` says.
 */
export const WORKBENCHES = {
  current: { vscode: "1.139.1", codeServer: "4.139.1", node: "24.21.0" },
  oldest: { vscode: "1.100.3", codeServer: "4.100.3", node: "20.20.2" },
};

/** Changed whenever what is provisioned changes without its versions. */
const RECIPE = 2;

/**
 * A VS Code workbench for tests, installed on first use and cached for all checkouts.
 *
 * @param {keyof typeof WORKBENCHES} which
 * @returns {Promise<Workbench | { skip: string }>} where it is, or why there is none
 * @throws when it can't be installed and `CI` is set: there a missing workbench must not pass as a skip
 */
export async function codeServer(which) {
  const versions = WORKBENCHES[which];
  const folder = path.join(
    cacheFolder(),
    `code-server-${versions.codeServer}-node-${versions.node}-${RECIPE}`,
  );
  try {
    if (!isFinished(folder)) await locked(`${folder}.lock`, () => provision(folder, versions));
    return {
      node: path.join(folder, "node_modules", nodePackage(), "bin", "node"),
      server: path.join(folder, "node_modules", "code-server"),
      version: versions.vscode,
    };
  } catch (error) {
    if (process.env.CI) throw error;
    const skip = `no VS Code ${versions.vscode}: ${String(error).split("\n", 1)[0]}`;
    console.error(skip);
    return { skip };
  }
}

/** The npm package that is nothing but Node's binary, so that no install script has to run. */
function nodePackage() {
  if (process.platform === "linux" || process.platform === "darwin")
    return `node-${process.platform}-${process.arch}`;
  throw new Error(`code-server doesn't run on ${process.platform}`);
}

/** @param {string} folder */
function isFinished(folder) {
  return existsSync(path.join(folder, "finished"));
}

/**
 * @param {string} folder
 * @param {{ vscode: string, codeServer: string, node: string }} versions
 */
async function provision(folder, { vscode, codeServer: server, node }) {
  if (isFinished(folder)) return;
  console.error(`Installing VS Code ${vscode} for tests in ${folder}`);
  const scratch = `${folder}.unfinished`;
  await rm(scratch, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });
  const dependencies = { "code-server": server, [nodePackage()]: node };
  await writeFile(
    path.join(scratch, "package.json"),
    JSON.stringify({ private: true, dependencies }),
  );
  const installed = path.join(scratch, "node_modules", "code-server");
  const workbench = path.join(installed, "lib", "vscode");
  for (const place of [scratch, workbench, path.join(workbench, "extensions")])
    await install(place);
  await withoutPasswords(scratch);
  await withoutMaps(scratch);
  await writeFile(path.join(scratch, "finished"), `${new Date().toISOString()}\n`);
  await rename(scratch, folder);
}

/**
 * Without install scripts: they would compile native parts that tests have no use for, and fail where
 * there are no headers.
 *
 * @param {string} cwd
 */
async function install(cwd) {
  const npm = process.env.npm_execpath?.endsWith(".js")
    ? [process.execPath, process.env.npm_execpath]
    : ["npm"];
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  const args = ["install", "--ignore-scripts", "--omit=dev", ...quiet];
  const outcome = await run([...npm, ...args], { cwd });
  if (outcome.code !== 0) throw new Error(`npm install failed in ${cwd}: ${outcome.output.trim()}`);
}

/**
 * code-server loads argon2, a native module, whether or not there is a password. There is none here.
 *
 * @param {string} scratch
 */
async function withoutPasswords(scratch) {
  const folders = [scratch, path.join(scratch, "node_modules", "code-server")];
  for (const folder of folders.map((one) => path.join(one, "node_modules", "argon2"))) {
    if (!existsSync(folder)) continue;
    const manifest = { name: "argon2", version: "0.0.0", main: "none.cjs" };
    await writeFile(path.join(folder, "package.json"), JSON.stringify(manifest));
    const stub = 'module.exports = { hash() { throw new Error("not built"); } };\n';
    await writeFile(path.join(folder, "none.cjs"), stub);
  }
}

/**
 * A quarter of the size, and never read.
 *
 * @param {string} folder
 */
async function withoutMaps(folder) {
  if (process.platform === "win32") return;
  await run(["find", folder, "-name", "*.map", "-type", "f", "-delete"]);
}

// As a command: `node scripts/code-server.mjs [current|oldest]` prints where it is.
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const found = await codeServer(process.argv[2] === "oldest" ? "oldest" : "current");
  console.log(found);
  if ("skip" in found) process.exitCode = 1;
}
