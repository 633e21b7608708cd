// @ts-check
import { readdirSync, readFileSync } from "node:fs";

/** @typedef {ReadonlyMap<string, number>} CpuTimes milliseconds on a processor so far, by thread */

/**
 * How long each thread of a process has been on a processor, where the system tells (Linux does, to the nanosecond).
 *
 * @param {number | undefined} pid
 * @returns {CpuTimes | undefined}
 */
export function cpuTimes(pid) {
  try {
    const folder = `/proc/${pid}/task`;
    return new Map(readdirSync(folder).flatMap((thread) => timeOf(folder, thread)));
  } catch {
    return undefined;
  }
}

/**
 * The time that all threads spent between two moments. A thread that ended in between had nothing to do any more.
 *
 * @param {CpuTimes | undefined} before
 * @param {CpuTimes | undefined} after
 * @returns {number} milliseconds; NaN if unknown
 */
export function cpuBetween(before, after) {
  if (!before || !after) return Number.NaN;
  return [...after].reduce((sum, [thread, ms]) => sum + ms - (before.get(thread) ?? 0), 0);
}

/**
 * @param {string} folder
 * @param {string} thread
 * @returns {[thread: string, ms: number][]} nothing if the thread has just ended
 */
function timeOf(folder, thread) {
  try {
    const [nanoseconds] = readFileSync(`${folder}/${thread}/schedstat`, "utf8").split(" ");
    return [[thread, Number(nanoseconds) / 1e6]];
  } catch {
    return [];
  }
}
