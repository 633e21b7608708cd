import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { cacheFolder } from "./cache-folder.mjs";
import { run, withNode } from "./command.mjs";
import { manifestOf, ROOT } from "./workspace.mjs";

/** The pinned version, from `packageManager` in the root `package.json`. */
function pinnedVersion() {
  const { packageManager } = manifestOf(ROOT);
  return String(packageManager)
    .replace(/^pnpm@/, "")
    .replace(/\+.*$/, "");
}

/**
 * @typedef {object} Pnpm
 * @property {string[]} command the program and its first arguments
 * @property {NodeJS.ProcessEnv} env an environment whose PATH finds this pnpm, for tools that call it
 */

/** @type {Promise<Pnpm> | undefined} */
let found;

/**
 * pnpm at the pinned version: the installed one if it is that, otherwise a copy that npm puts into the
 * user's cache folder, once for all checkouts.
 */
export function findPnpm() {
  found ??= locate(pinnedVersion());
  return found;
}

/**
 * Runs pnpm at the pinned version.
 *
 * @param {readonly string[]} args
 * @param {Omit<NonNullable<Parameters<typeof run>[1]>, "env">} [options]
 */
export async function pnpm(args, options = {}) {
  const { command, env } = await findPnpm();
  return run([...command, ...args], { ...options, env });
}

/**
 * @param {string} version
 * @returns {Promise<Pnpm>}
 */
async function locate(version) {
  if (await isOnPath(version)) return { command: ["pnpm"], env: process.env };
  const folder = path.join(cacheFolder(), `pnpm-${version}`);
  if (!existsSync(path.join(folder, "bin"))) await installPnpm(version, folder);
  const variable = Object.keys(process.env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  const paths = [path.join(folder, "bin"), process.env[variable] ?? ""];
  return {
    command: withNode([scriptIn(folder)]),
    env: { ...process.env, [variable]: paths.join(path.delimiter) },
  };
}

/** @param {string} folder */
function scriptIn(folder) {
  return path.join(folder, "node_modules", "pnpm", "bin", "pnpm.mjs");
}

/** @param {string} version */
async function isOnPath(version) {
  // There it is a .cmd file, which only a shell can start.
  if (process.platform === "win32") return false;
  // Elsewhere than in the checkout, where an older pnpm would fetch the pinned one by itself, as would corepack.
  const options = { cwd: os.tmpdir(), env: { ...process.env, COREPACK_ENABLE_NETWORK: "0" } };
  const absent = { code: 1, output: "" };
  const { code, output } = await run(["pnpm", "--version"], options).catch(() => absent);
  return code === 0 && output.trim() === version;
}

/**
 * @param {string} version
 * @param {string} folder
 */
async function installPnpm(version, folder) {
  console.error(`Fetching pnpm ${version} into ${folder}`);
  await mkdir(path.dirname(folder), { recursive: true });
  const made = await mkdtemp(`${folder}-`);
  const { code, output } = await run(
    [
      ...npmCommand(),
      ...["install", "--prefix", made, "--ignore-scripts", "--no-audit", "--no-fund"],
      `pnpm@${version}`,
    ],
    { cwd: made },
  );
  if (code !== 0) throw new Error(`npm could not fetch pnpm ${version}:\n${output}`);
  await writeLaunchers(made, folder);
  // Renamed when whole: two checkouts at once then can't see half of it, and the second's is dropped.
  await rename(made, folder).catch(() => rm(made, { recursive: true, force: true }));
}

/**
 * pnpm's own launchers need its install script, which npm may have been told not to run. Ours need only Node.
 *
 * @param {string} made where it is now
 * @param {string} folder where it will be
 */
async function writeLaunchers(made, folder) {
  const script = scriptIn(folder);
  const bin = path.join(made, "bin");
  await mkdir(bin);
  await writeFile(path.join(bin, "pnpm"), `#!/bin/sh\nexec node "${script}" "$@"\n`);
  await chmod(path.join(bin, "pnpm"), 0o755);
  await writeFile(path.join(bin, "pnpm.cmd"), `@node "${script}" %*\r\n`);
}

/** npm as a program and its first arguments, as `run` takes them. */
export function npmCommand() {
  const script = npmScript();
  return script === undefined ? ["npm"] : withNode([script]);
}

/** npm's own JavaScript file, so that no shell is needed for Windows's npm.cmd. */
function npmScript() {
  const beside = path.dirname(process.execPath);
  return [
    process.env.npm_execpath ?? "",
    path.join(beside, "node_modules", "npm", "bin", "npm-cli.js"),
    path.join(beside, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
  ].find((file) => file.endsWith("npm-cli.js") && existsSync(file));
}

// As a command: `node scripts/pnpm.mjs add zod` is pnpm for those who have none.
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { code } = await pnpm(process.argv.slice(2), { output: "inherit", cwd: process.cwd() });
  process.exitCode = code;
}
