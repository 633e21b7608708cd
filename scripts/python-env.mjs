import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { cacheFolder } from "./cache-folder.mjs";
import { locked } from "./lock.mjs";

const execute = promisify(execFile);

const REQUIREMENTS = fileURLToPath(new URL("../tests/python/requirements.txt", import.meta.url));
const CANDIDATES =
  process.platform === "win32"
    ? [["py", "-3.12"], ["py", "-3.11"], ["py", "-3.13"], ["python"]]
    : [["python3.11"], ["python3.12"], ["python3.13"], ["python3"], ["python"]];
const OLDEST = 11;
const NEWEST = 13;

/**
 * The Python environment of the conformance tests, made on first use and cached for all checkouts.
 *
 * @returns {Promise<{ python: string } | { skip: string }>} the interpreter's path, or why there is none
 * @throws when it can't be made and `CI` is set: there a missing environment must not pass as a skip
 */
export async function pythonEnvironment() {
  const folder = await environmentFolder();
  try {
    if (!isFinished(folder)) await locked(`${folder}.lock`, () => provision(folder));
    return { python: interpreterIn(folder) };
  } catch (error) {
    if (process.env.CI) throw error;
    const skip = `no Python environment: ${firstLine(error)}`;
    console.error(skip);
    return { skip };
  }
}

async function environmentFolder() {
  const text = await readFile(REQUIREMENTS, "utf8");
  const key = createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex").slice(0, 16);
  return path.join(cacheFolder(), `python-${key}`);
}

/** @param {string} folder */
function interpreterIn(folder) {
  return process.platform === "win32"
    ? path.join(folder, "Scripts", "python.exe")
    : path.join(folder, "bin", "python");
}

/** @param {string} folder */
function isFinished(folder) {
  return existsSync(path.join(folder, "finished")) && existsSync(interpreterIn(folder));
}

/** @param {string} folder */
async function provision(folder) {
  if (isFinished(folder)) return;
  const base = await findPython();
  await rm(folder, { recursive: true, force: true });
  console.error(`Making the Python environment of the conformance tests in ${folder}`);
  await createVenv(base, folder);
  await show(interpreterIn(folder), [
    ...["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"],
    ...["--requirement", REQUIREMENTS],
  ]);
  // Written last, so that an interrupted installation is never taken for a whole one.
  await writeFile(path.join(folder, "finished"), `${new Date().toISOString()}\n`);
}

async function findPython() {
  for (const [command = "", ...args] of CANDIDATES) {
    const script = "import sys; print(sys.version_info[0], sys.version_info[1])";
    const answer = await execute(command, [...args, "-c", script]).catch(() => undefined);
    const [major, minor] = (answer?.stdout ?? "").trim().split(" ").map(Number);
    if (major === 3 && minor !== undefined && minor >= OLDEST && minor <= NEWEST) {
      return [command, ...args];
    }
  }
  throw new Error(`no Python 3.${OLDEST} to 3.${NEWEST} on the PATH`);
}

/**
 * @param {string[]} base the command of the interpreter to make it from
 * @param {string} folder
 */
async function createVenv([command = "", ...args], folder) {
  /** @param {unknown} failure */
  const virtualenv = (failure) =>
    execute(command, [...args, "-m", "virtualenv", folder]).catch(() => {
      throw new Error(
        `python -m venv failed (on Debian: apt-get install python3-venv): ${firstLine(failure)}`,
      );
    });
  const venv = () => execute(command, [...args, "-m", "venv", folder]);
  try {
    await venv();
  } catch (failure) {
    // Debian and Ubuntu leave ensurepip out of python3: the package python3-venv brings it.
    await rm(folder, { recursive: true, force: true });
    if (await installedByApt()) await venv();
    else await virtualenv(failure);
  }
}

async function installedByApt() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return false;
  await show("apt-get", ["update", "-qq"]);
  await show("apt-get", ["install", "-y", "-qq", "python3-venv"]);
  return true;
}

/**
 * Runs a command with its output on our standard error, so that standard output stays the caller's.
 *
 * @param {string} command
 * @param {string[]} args
 */
async function show(command, args) {
  const child = spawn(command, args, { stdio: ["ignore", 2, 2] });
  await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0
        ? resolve(undefined)
        : reject(new Error(`${command} ${args.join(" ")} ended with code ${code}`)),
    );
  });
}

/** @param {unknown} error */
function firstLine(error) {
  return (error instanceof Error ? error.message : String(error)).split(os.EOL)[0];
}

// As a command: `node scripts/python-env.mjs` prints the interpreter's path.
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const environment = await pythonEnvironment();
  if ("python" in environment) console.log(environment.python);
  else process.exitCode = 1;
}
