import { spawn } from "node:child_process";
import process from "node:process";
import { ROOT } from "./workspace.mjs";

/** @type {Record<"capture" | "inherit" | "stderr", import("node:child_process").StdioOptions>} */
const STDIO = {
  capture: ["ignore", "pipe", "pipe"],
  inherit: ["inherit", "inherit", "inherit"],
  stderr: ["ignore", 2, 2],
};

/**
 * @typedef {object} Outcome
 * @property {number} code the exit code; 1 when a signal ended it
 * @property {string} output standard output and error as they came, empty when passed through
 */

/**
 * Runs a command to its end, without a shell.
 *
 * @param {readonly string[]} command the program and its arguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, output?: "capture" | "inherit" | "stderr" }} [options]
 * `stderr` sends all output to our standard error
 * @returns {Promise<Outcome>}
 */
export function run([program = "", ...args], options = {}) {
  const { cwd = ROOT, env = process.env, output = "capture" } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: STDIO[output] });
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout?.on("data", (chunk) => chunks.push(chunk));
    child.stderr?.on("data", (chunk) => chunks.push(chunk));
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString("utf8") }),
    );
  });
}

/**
 * The command line of a JavaScript file, run by this very Node.
 *
 * @param {readonly string[]} command the file and its arguments
 */
export function withNode(command) {
  return [process.execPath, ...command];
}
