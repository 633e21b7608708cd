// @ts-check
import { cpuBetween } from "./cpu-time.mjs";
import { median, minimum } from "./statistics.mjs";

/**
 * One implementation, started, on a number of threads.
 *
 * @typedef {object} Contender
 * @property {string} implementation
 * @property {number} threads
 * @property {() => Promise<number>} run milliseconds
 * @property {() => import("./cpu-time.mjs").CpuTimes | undefined} cpu time on processors so far
 *
 * @typedef {object} Timed
 * @property {string} workload
 * @property {string} implementation
 * @property {number} threads
 * @property {readonly number[]} times milliseconds, by round
 * @property {readonly number[]} cpuTimes milliseconds on processors, by round; NaN where the system doesn't tell
 *
 * @typedef {object} Row what `--json` prints of each
 * @property {string} workload
 * @property {string} implementation
 * @property {number} threads
 * @property {number} medianMs
 * @property {number} minMs
 * @property {number} rounds
 */

/**
 * Times contenders in alternating rounds: every contender runs once a round, so that a machine that others use too
 * is slow for all of them. Odd rounds go backwards, so that nobody always follows the same neighbour.
 *
 * @param {string} workload
 * @param {readonly Contender[]} contenders
 * @param {{ rounds: number, warmUps: number }} counts
 * @returns {Promise<Timed[]>} in the order of the contenders
 */
export async function alternate(workload, contenders, { rounds, warmUps }) {
  const timed = contenders.map(({ implementation, threads, run, cpu }) => ({
    ...{ workload, implementation, threads, run, cpu },
    times: /** @type {number[]} */ ([]),
    cpuTimes: /** @type {number[]} */ ([]),
  }));
  for (const { run } of timed) {
    for (let i = 0; i < warmUps; i++) await run();
  }
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? timed : [...timed].reverse();
    for (const { run, cpu, times, cpuTimes } of order) {
      const before = cpu();
      times.push(await run());
      cpuTimes.push(cpuBetween(before, cpu()));
    }
  }
  return timed.map(({ implementation, threads, times, cpuTimes }) => ({
    ...{ workload, implementation, threads, times, cpuTimes },
  }));
}

/**
 * @param {Timed} timed
 * @returns {Row}
 */
export function rowOf({ workload, implementation, threads, times }) {
  return {
    ...{ workload, implementation, threads },
    ...{ medianMs: rounded(median(times)), minMs: rounded(minimum(times)), rounds: times.length },
  };
}

/** @param {number} ms to a microsecond, which is more than it is good for */
function rounded(ms) {
  return Math.round(ms * 1000) / 1000;
}
