// @ts-check
import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { cacheFolder } from "../../../scripts/cache-folder.mjs";
import { pythonEnvironment } from "../../../scripts/python-env.mjs";
import { MissingPeer, startPeer } from "../peer.mjs";

const execute = promisify(execFile);

const FOLDER = fileURLToPath(new URL("../python/", import.meta.url));
const REQUIREMENTS = path.join(FOLDER, "requirements.txt");
const INSTALLED = process.platform === "win32" ? ["python"] : ["python3", "python"];

/**
 * Starts `python/with_MODULE.py` in the first Python that has the module: the cached environment's, or one on the PATH.
 *
 * @param {string} workload
 * @param {"numpy" | "jax"} module
 * @throws MissingPeer where none has it
 */
export async function startPython(workload, module) {
  for (const python of [interpreterIn(await environmentFolder()), ...INSTALLED]) {
    if (await canImport(python, module))
      return startPeer([python, path.join(FOLDER, `with_${module}.py`), workload]);
  }
  throw new MissingPeer(
    `no Python here has ${module}; \`npm run bench -- --setup\` installs one that has`,
  );
}

/**
 * Starts `python/with_tensorflow.py` in the Python of the conformance tests, which has TensorFlow.
 *
 * @param {string} workload
 * @param {number} threads
 * @throws MissingPeer where there is no such Python
 */
export async function startTensorFlow(workload, threads) {
  const environment = await pythonEnvironment();
  if ("skip" in environment) throw new MissingPeer(environment.skip);
  const script = path.join(FOLDER, "with_tensorflow.py");
  return startPeer([environment.python, script, workload, String(threads)]);
}

/**
 * @param {string} python
 * @param {string} module
 */
async function canImport(python, module) {
  try {
    await execute(python, ["-c", `import ${module}`]);
    return true;
  } catch {
    return false;
  }
}

/**
 * Installs the Python peers into a virtual environment in the user's cache folder, once.
 *
 * @returns {Promise<string>} its interpreter
 * @throws Error where there is no Python, or no network
 */
export async function setUpPython() {
  const folder = await environmentFolder();
  const interpreter = interpreterIn(folder);
  if (existsSync(path.join(folder, "finished"))) return interpreter;
  await rm(folder, { recursive: true, force: true });
  await create(folder);
  await show(interpreter, ["-m", "pip", "install", "--quiet", "--requirement", REQUIREMENTS]);
  // Last, so that an interrupted installation is never taken for a whole one.
  await writeFile(path.join(folder, "finished"), "");
  return interpreter;
}

/** @param {string} folder */
async function create(folder) {
  for (const python of INSTALLED) {
    const made = await show(python, ["-m", "venv", folder]).then(
      () => true,
      () => false,
    );
    if (made) return;
  }
  throw new Error(`none of ${INSTALLED.join(", ")} can make a virtual environment`);
}

async function environmentFolder() {
  const text = await readFile(REQUIREMENTS, "utf8");
  const key = createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex").slice(0, 16);
  return path.join(cacheFolder(), "bench", `python-${key}`);
}

/** @param {string} folder */
function interpreterIn(folder) {
  return process.platform === "win32"
    ? path.join(folder, "Scripts", "python.exe")
    : path.join(folder, "bin", "python");
}

/**
 * Runs a command with all output on our standard error.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<void>}
 */
function show(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", 2, 2] });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with code ${code}`)),
    );
  });
}
