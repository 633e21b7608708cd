// @ts-check
import {
  DRIFTGRAPH,
  DRIFTGRAPH_FMA,
  JAX,
  REFERENCE,
  SAVED_MODEL,
  SHELL_BARE,
  SHELL_RUN,
  TENSORFLOW,
} from "./names.mjs";
import { median, pairedRatio } from "./statistics.mjs";

/**
 * @typedef {import("./rounds.mjs").Timed} Timed
 *
 * @typedef {object} Gate what the project promises
 * @property {string} workload
 * @property {string} gate in plain words
 * @property {(timed: readonly Timed[]) => Measurement | undefined} measure undefined if something wasn't timed
 *
 * @typedef {{ holds: boolean, measured: string }} Measurement
 *
 * @typedef {object} Verdict
 * @property {string} gate
 * @property {"holds" | "fails" | "not measured"} verdict
 * @property {string} measured
 */

/** Most that each may take, as a multiple of the hand-tuned reference on as many threads. */
const RATIO_LIMITS = [
  { workload: "W1", implementation: DRIFTGRAPH_FMA, limit: 2.3 },
  { workload: "W1", implementation: DRIFTGRAPH, limit: 2.9 },
  { workload: "W2", implementation: DRIFTGRAPH_FMA, limit: 2.3 },
  { workload: "W2", implementation: DRIFTGRAPH, limit: 2.9 },
  { workload: "W3", implementation: DRIFTGRAPH_FMA, limit: 2.2 },
];
const JAX_SHARE = 0.5;
const TENSORFLOW_LIMIT = 1.1;
const COLD_LIMIT_MS = 60;
const SHELL_LIMIT_MS = 250;

/** @type {readonly Gate[]} */
const GATES = [
  ...RATIO_LIMITS.flatMap((limit) => [1, 2].map((threads) => ratioGate({ ...limit, threads }))),
  jaxGate("W1"),
  jaxGate("W2"),
  ...["W1", "W2", "W3"].map(tensorflowGate),
  coldGate(),
  shellGate(),
];

/**
 * Holds what was timed against what the project promises of these workloads.
 *
 * @param {readonly Timed[]} timed
 * @param {readonly string[]} workloads
 * @returns {Verdict[]}
 */
export function judge(timed, workloads) {
  return GATES.filter(({ workload }) => workloads.includes(workload)).map(({ gate, measure }) => {
    const result = measure(timed);
    if (!result) return { gate, verdict: "not measured", measured: "one side is missing" };
    return { gate, verdict: result.holds ? "holds" : "fails", measured: result.measured };
  });
}

/**
 * The gates as lines for people.
 *
 * @param {readonly Verdict[]} verdicts
 * @returns {string[]}
 */
export function formatVerdicts(verdicts) {
  return verdicts.map(
    ({ gate, verdict, measured }) => `${verdict.padEnd(12)}  ${gate}: ${measured}`,
  );
}

/**
 * @param {{ workload: string, implementation: string, threads: number, limit: number }} limit
 * @returns {Gate}
 */
function ratioGate({ workload, implementation, threads, limit }) {
  const on = `${threads} thread${threads === 1 ? "" : "s"}`;
  return {
    workload,
    gate: `${workload}, ${implementation} on ${on} takes at most ${limit}× ${REFERENCE}`,
    measure: (timed) => {
      const ours = find(timed, workload, implementation, threads);
      return ratio(ours, find(timed, workload, REFERENCE, threads), limit);
    },
  };
}

/**
 * @param {string} workload
 * @returns {Gate}
 */
function jaxGate(workload) {
  return {
    workload,
    gate: `${workload}, ${DRIFTGRAPH_FMA} on all threads takes at most half of ${JAX}'s warm time`,
    measure: (timed) => {
      const all = timed.filter((one) => one.workload === workload);
      const [ours] = all
        .filter(({ implementation }) => implementation === DRIFTGRAPH_FMA)
        .sort((a, b) => b.threads - a.threads);
      return ratio(ours, find(all, workload, JAX), JAX_SHARE);
    },
  };
}

/**
 * @param {string} workload
 * @returns {Gate}
 */
function tensorflowGate(workload) {
  return {
    workload,
    gate: `${workload}, ${SAVED_MODEL} takes at most ${TENSORFLOW_LIMIT}× a tf.function by hand`,
    measure: (timed) =>
      ratio(
        find(timed, workload, SAVED_MODEL),
        find(timed, workload, TENSORFLOW),
        TENSORFLOW_LIMIT,
      ),
  };
}

/** @returns {Gate} */
function coldGate() {
  return {
    workload: "cold",
    gate: `from the model to the first call of the kernel, cold, in less than ${COLD_LIMIT_MS} ms`,
    measure: (timed) => {
      const cold = find(timed, "cold", DRIFTGRAPH_FMA);
      if (!cold) return undefined;
      const ms = median(cold.times);
      return { holds: ms < COLD_LIMIT_MS, measured: `${ms.toFixed(1)} ms` };
    },
  };
}

/** @returns {Gate} */
function shellGate() {
  return {
    workload: "shell",
    gate: `${SHELL_RUN} takes at most ${SHELL_LIMIT_MS} ms more than ${SHELL_BARE}`,
    measure: (timed) => {
      const bare = find(timed, "shell", SHELL_BARE);
      const whole = find(timed, "shell", SHELL_RUN);
      if (!bare || !whole) return undefined;
      const ms = median(whole.times.map((time, round) => time - (bare.times[round] ?? Number.NaN)));
      return { holds: ms <= SHELL_LIMIT_MS, measured: `${ms.toFixed(0)} ms more` };
    },
  };
}

/**
 * @param {Timed | undefined} ours
 * @param {Timed | undefined} theirs
 * @param {number} limit
 * @returns {Measurement | undefined}
 */
function ratio(ours, theirs, limit) {
  if (!ours || !theirs) return undefined;
  const times = pairedRatio(ours.times, theirs.times);
  const cpu = pairedRatio(ours.cpuTimes, theirs.cpuTimes);
  const byCpu = Number.isFinite(cpu) ? ` (${cpu.toFixed(2)}× by processor time)` : "";
  return { holds: times <= limit, measured: `${times.toFixed(2)}×${byCpu}` };
}

/**
 * @param {readonly Timed[]} timed
 * @param {string} workload
 * @param {string} implementation
 * @param {number} [threads] any, if not given
 */
function find(timed, workload, implementation, threads) {
  return timed.find(
    (one) =>
      one.workload === workload &&
      one.implementation === implementation &&
      (threads === undefined || one.threads === threads),
  );
}
