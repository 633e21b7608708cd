// @ts-check
import { readdirSync, readFileSync } from "node:fs";

/**
 * How long all threads of a process have been on a processor, where the system tells (Linux does, to the nanosecond).
 *
 * @param {number | undefined} pid
 * @returns {number | undefined} milliseconds
 */
export function cpuTime(pid) {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.reduce((sum, thread) => sum + threadTime(`/proc/${pid}/task/${thread}`), 0);
  } catch {
    return undefined;
  }
}

/** @param {string} folder */
function threadTime(folder) {
  const [nanoseconds] = readFileSync(`${folder}/schedstat`, "utf8").split(" ");
  return Number(nanoseconds) / 1e6;
}
