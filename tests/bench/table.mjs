// @ts-check
import { REFERENCE } from "./names.mjs";
import { median, minimum, pairedRatio } from "./statistics.mjs";

const HEADER = ["implementation", "threads", "median ms", "min ms", `× ${REFERENCE}`, "× by CPU"];

/**
 * The table of one workload, as lines. The last columns compare with the reference on as many threads: by time, and by
 * the processors' time, which doesn't count the waiting for a processor that others use.
 *
 * @param {readonly import("./rounds.mjs").Timed[]} timed
 * @returns {string[]}
 */
export function formatTable(timed) {
  const cells = timed.map((one) => [
    ...[one.implementation, String(one.threads)],
    ...[median(one.times).toFixed(1), minimum(one.times).toFixed(1)],
    ...ratiosToReference(one, timed),
  ]);
  const rows = [HEADER, ...cells];
  const widths = HEADER.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}

/**
 * @param {import("./rounds.mjs").Timed} one
 * @param {readonly import("./rounds.mjs").Timed[]} timed
 */
function ratiosToReference(one, timed) {
  const reference = timed.find(
    ({ implementation, threads }) => implementation === REFERENCE && threads === one.threads,
  );
  if (!reference) return [];
  const cpu = pairedRatio(one.cpuTimes, reference.cpuTimes);
  return [
    pairedRatio(one.times, reference.times).toFixed(2),
    Number.isFinite(cpu) ? cpu.toFixed(2) : "",
  ];
}
