// @ts-check
import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const COLD = fileURLToPath(new URL("./cold.mjs", import.meta.url));

/** Runs that are each a process of its own, which says itself how long the part in question took. */
export async function coldProcess() {
  return {
    run: async () => {
      const { output } = await runNode([COLD], os.tmpdir());
      const ms = Number(output);
      if (!(ms > 0)) throw new Error(`cold.mjs answered "${output}" instead of milliseconds`);
      return ms;
    },
    ask: nothingToAsk,
    close: () => {},
  };
}

/** @returns {Promise<string>} */
async function nothingToAsk() {
  throw new Error("these processes answer no commands");
}

/**
 * Runs of a whole process, from its start to its end, in an empty folder.
 *
 * @param {readonly string[]} args of Node
 * @param {{ writes: string }} [expected] a folder that must be there afterwards, or the run was none
 */
export async function shellProcess(args, expected) {
  return {
    run: async () => {
      const folder = await mkdtemp(path.join(os.tmpdir(), "driftgraph-bench-"));
      try {
        const { ms } = await runNode(args, folder);
        if (expected) await readdir(path.join(folder, expected.writes));
        return ms;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    ask: nothingToAsk,
    close: () => {},
  };
}

/**
 * @param {readonly string[]} args
 * @param {string} cwd
 * @returns {Promise<{ ms: number, output: string }>}
 */
function runNode(args, cwd) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let complaint = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      complaint += chunk;
    });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      const ms = performance.now() - start;
      // The pipes may hold more than has been read when the process ends.
      child.on("close", () => {
        if (code === 0) resolve({ ms, output });
        else
          reject(
            new Error(
              `node ${args.join(" ")} ended with ${signal ?? `code ${code}`}\n${complaint}`,
            ),
          );
      });
    });
  });
}
