// @ts-check
import { DRIFTGRAPH, DRIFTGRAPH_FMA, JAX, REFERENCE, SHELL_BARE, SHELL_RUN } from "./names.mjs";
import { median, pairedRatio } from "./statistics.mjs";

/**
 * @typedef {import("./rounds.mjs").Timed} Timed
 *
 * @typedef {object} Verdict
 * @property {string} gate what is asked for, in plain words
 * @property {"holds" | "fails" | "not measured"} verdict
 * @property {string} measured
 */

/** Most that each may take, as a multiple of the hand-tuned reference on as many threads. */
const RATIO_GATES = [
  { workload: "W1", implementation: DRIFTGRAPH_FMA, limit: 2.3 },
  { workload: "W1", implementation: DRIFTGRAPH, limit: 2.9 },
  { workload: "W2", implementation: DRIFTGRAPH_FMA, limit: 2.3 },
  { workload: "W2", implementation: DRIFTGRAPH, limit: 2.9 },
  { workload: "W3", implementation: DRIFTGRAPH_FMA, limit: 2.2 },
];
const GATED_THREADS = [1, 2];
const JAX_SHARE = 0.5;
const COLD_LIMIT_MS = 60;
const SHELL_LIMIT_MS = 250;

/**
 * Holds what was timed against what the project promises.
 *
 * @param {readonly Timed[]} timed
 * @returns {Verdict[]}
 */
export function judge(timed) {
  return [
    ...RATIO_GATES.flatMap((gate) =>
      GATED_THREADS.map((threads) => ratioGate(timed, { ...gate, threads })),
    ),
    ...["W1", "W2"].map((workload) => jaxGate(timed, workload)),
    coldGate(timed),
    shellGate(timed),
  ];
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
 * @param {readonly Timed[]} timed
 * @param {{ workload: string, implementation: string, threads: number, limit: number }} gate
 */
function ratioGate(timed, { workload, implementation, threads, limit }) {
  const on = `${threads} thread${threads === 1 ? "" : "s"}`;
  return compare(`${workload}, ${implementation} on ${on} takes at most ${limit}× ${REFERENCE}`, {
    ours: find(timed, workload, implementation, threads),
    theirs: find(timed, workload, REFERENCE, threads),
    limit,
  });
}

/**
 * @param {readonly Timed[]} timed
 * @param {string} workload
 */
function jaxGate(timed, workload) {
  const jax = find(timed, workload, JAX);
  return compare(
    `${workload}, ${DRIFTGRAPH_FMA} on all threads takes at most half of ${JAX}'s warm time`,
    {
      ours: timed
        .filter((one) => one.workload === workload && one.implementation === DRIFTGRAPH_FMA)
        .reduce((most, one) => (most && most.threads > one.threads ? most : one), none),
      theirs: jax,
      limit: JAX_SHARE,
    },
  );
}

/** @type {Timed | undefined} */
const none = undefined;

/** @param {readonly Timed[]} timed */
function coldGate(timed) {
  const gate = `from the model to the first call of the kernel, cold, in less than ${COLD_LIMIT_MS} ms`;
  const cold = find(timed, "cold", DRIFTGRAPH_FMA);
  if (!cold) return notMeasured(gate);
  const ms = median(cold.times);
  return verdictOf(gate, ms < COLD_LIMIT_MS, `${ms.toFixed(1)} ms`);
}

/** @param {readonly Timed[]} timed */
function shellGate(timed) {
  const gate = `${SHELL_RUN} takes at most ${SHELL_LIMIT_MS} ms more than ${SHELL_BARE}`;
  const bare = find(timed, "shell", SHELL_BARE);
  const whole = find(timed, "shell", SHELL_RUN);
  if (!bare || !whole) return notMeasured(gate);
  const ms = median(whole.times.map((time, round) => time - (bare.times[round] ?? Number.NaN)));
  return verdictOf(gate, ms <= SHELL_LIMIT_MS, `${ms.toFixed(0)} ms more`);
}

/**
 * @param {string} gate
 * @param {{ ours: Timed | undefined, theirs: Timed | undefined, limit: number }} sides
 */
function compare(gate, { ours, theirs, limit }) {
  if (!ours || !theirs) return notMeasured(gate);
  const ratio = pairedRatio(ours.times, theirs.times);
  return verdictOf(gate, ratio <= limit, `${ratio.toFixed(2)}×`);
}

/**
 * @param {string} gate
 * @param {boolean} holds
 * @param {string} measured
 * @returns {Verdict}
 */
function verdictOf(gate, holds, measured) {
  return { gate, verdict: holds ? "holds" : "fails", measured };
}

/**
 * @param {string} gate
 * @returns {Verdict}
 */
function notMeasured(gate) {
  return { gate, verdict: "not measured", measured: "one side is missing" };
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
