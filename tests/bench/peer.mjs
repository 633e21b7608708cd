// @ts-check
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { cpuTimes } from "./cpu-time.mjs";

/**
 * An implementation in a process of its own, which lives through all rounds so that what is warm stays warm.
 *
 * @typedef {object} Peer
 * @property {(threads: number) => Promise<number>} run milliseconds of one run
 * @property {(command: string) => Promise<string>} ask any other command: one line out, one line back
 * @property {() => import("./cpu-time.mjs").CpuTimes | undefined} [cpu] so far, where the system tells
 * @property {() => void} close
 */

/** An implementation that can't be measured here; the message is the reason, for people. */
export class MissingPeer extends Error {}

/**
 * Starts a process that answers each line on its standard input with one line on its standard output.
 *
 * @param {readonly string[]} command a program and its arguments
 * @returns {Peer}
 */
export function startPeer([program = "", ...args]) {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
  let complaint = "";
  child.stderr.on("data", (chunk) => {
    complaint = `${complaint}${chunk}`.slice(-2000);
  });
  /** @type {{ resolve: (line: string) => void, reject: (error: Error) => void }[]} */
  const waiting = [];
  createInterface({ input: child.stdout }).on("line", (line) => waiting.shift()?.resolve(line));
  /** @type {Error | undefined} */
  let end;
  /** @param {string} reason */
  const finish = (reason) => {
    end ??= new Error(
      `${[program, ...args].join(" ")} ${reason}${complaint && `\n${complaint.trimEnd()}`}`,
    );
    for (const { reject } of waiting.splice(0)) reject(end);
  };
  child.on("error", (error) => finish(`could not be started: ${error.message}`));
  child.on("close", (code, signal) => finish(`ended with ${signal ?? `code ${code}`}`));
  // A peer that has died is reported by its "close"; the broken pipe says nothing more.
  child.stdin.on("error", () => {});

  /** @param {string} line */
  const ask = (line) =>
    new Promise((/** @type {(line: string) => void} */ resolve, reject) => {
      if (end) return reject(end);
      waiting.push({ resolve, reject });
      child.stdin.write(`${line}\n`);
    });
  return {
    ask,
    run: async (threads) => {
      const answer = await ask(`run ${threads}`);
      const ms = Number(answer);
      if (!(ms >= 0)) throw new Error(`${program} answered "${answer}" instead of milliseconds`);
      return ms;
    },
    cpu: () => cpuTimes(child.pid),
    close: () => child.stdin.end(),
  };
}
