// @ts-check
import { REFERENCE } from "./names.mjs";
import { MissingPeer } from "./peer.mjs";
import { alternate } from "./rounds.mjs";
import { WORKLOADS } from "./workloads.mjs";

/**
 * @typedef {import("./implementations.mjs").Implementation} Implementation
 *
 * @typedef {object} Absent
 * @property {string} implementation
 * @property {string} reason
 *
 * @typedef {object} Comparison
 * @property {import("./rounds.mjs").Timed[]} timed
 * @property {Absent[]} missing
 * @property {string[]} notes what some implementations say of their own runs
 */

/**
 * Times one workload: starts all implementations, runs them in alternating rounds, and ends them.
 *
 * @param {import("./workloads.mjs").WorkloadName} workload
 * @param {readonly Implementation[]} implementations
 * @param {number} [rounds]
 * @returns {Promise<Comparison>}
 * @throws Error when one that isn't missing fails
 */
export async function compare(workload, implementations, rounds) {
  const entrants = implementations.filter(({ workloads }) => workloads.includes(workload));
  const { started, missing } = await startAll(workload, entrants);
  try {
    const contenders = started.flatMap(({ implementation: { name, threads }, peer }) =>
      threads.map((count) => ({
        implementation: name,
        threads: count,
        run: () => peer.run(count),
        cpu: () => peer.cpu?.(),
      })),
    );
    const { warmUps, rounds: usual } = WORKLOADS[workload];
    const counts = { warmUps, rounds: rounds ?? usual };
    const timed = await alternate(workload, contenders, counts);
    const notes = await Promise.all(
      started.flatMap(({ implementation: { name, threads, explain }, peer }) =>
        explain
          ? threads.map(async (count) => `${name}, ${count}: ${await explain(peer, count)}`)
          : [],
      ),
    );
    return { timed, missing, notes };
  } finally {
    for (const { peer } of started) peer.close();
  }
}

/**
 * The implementations that `--only` asks for, and the reference that they are compared with.
 *
 * @param {readonly Implementation[]} implementations
 * @param {readonly string[]} only parts of names, in lower case; all if empty
 */
export function selected(implementations, only) {
  if (only.length === 0) return implementations;
  return implementations.filter(
    ({ name }) => name === REFERENCE || only.some((part) => name.toLowerCase().includes(part)),
  );
}

/**
 * @param {string} workload
 * @param {readonly Implementation[]} implementations
 */
async function startAll(workload, implementations) {
  /** @type {{ implementation: Implementation, peer: Awaited<ReturnType<Implementation["start"]>> }[]} */
  const started = [];
  /** @type {Absent[]} */
  const missing = [];
  for (const implementation of implementations) {
    try {
      started.push({ implementation, peer: await implementation.start(workload) });
    } catch (error) {
      if (!(error instanceof MissingPeer)) {
        for (const { peer } of started) peer.close();
        throw error;
      }
      missing.push({ implementation: implementation.name, reason: error.message });
    }
  }
  return { started, missing };
}
