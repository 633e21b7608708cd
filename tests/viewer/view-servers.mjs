import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const COMMAND = fileURLToPath(new URL("../../apps/cli/bin/driftgraph.mjs", import.meta.url));
const PATIENCE_MS = 180_000;

/**
 * A server of a folder of logs, in a process of its own.
 *
 * @typedef {{ readonly url: string, readonly startedAt: number, close(): Promise<void> }} Server
 */

/**
 * `driftgraph view` of a folder.
 *
 * @param {string} folder
 */
export function startDriftgraph(folder) {
  return start(process.execPath, [COMMAND, "view", folder, "--no-open", "--port", "0"]);
}

/**
 * TensorBoard as it comes, over a folder.
 *
 * @param {string} python
 * @param {string} folder
 */
export function startTensorBoard(python, folder) {
  const where = ["--logdir", folder, "--host", "127.0.0.1", "--port", "0"];
  return start(python, ["-m", "tensorboard.main", ...where]);
}

/**
 * Starts a server and waits until it says where it is.
 *
 * @param {string} command
 * @param {readonly string[]} parameters
 * @returns {Promise<Server>}
 */
async function start(command, parameters) {
  const startedAt = performance.now();
  const child = spawn(command, parameters, { stdio: ["ignore", "pipe", "pipe"] });
  const exit = once(child, "exit");
  // Nor does it outlive a measurement that failed.
  const end = () => child.kill();
  process.once("exit", end);
  const close = async () => {
    process.off("exit", end);
    child.kill("SIGTERM");
    await exit;
  };
  let said = "";
  const address = new Promise((resolve, reject) => {
    const listen = (/** @type {Buffer} */ chunk) => {
      said += chunk.toString();
      const [, url] = /(http:\/\/127\.0\.0\.1:\d+\/)/.exec(said) ?? [];
      if (url) resolve(url);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("exit", (code) => reject(new Error(`${command} exited with ${code}: ${said}`)));
  });
  return { url: String(await address), startedAt, close };
}

/**
 * Waits until an address answers what is wanted.
 *
 * @param {string} url
 * @param {(text: string) => boolean} isThere
 */
export async function answered(url, isThere) {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const text = await fetch(url).then(
      (answer) => answer.text(),
      () => "",
    );
    if (isThere(text)) return;
    await sleep(100);
  }
  throw new Error(`${url} never had what was waited for`);
}
