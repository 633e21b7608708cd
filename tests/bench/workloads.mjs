// @ts-check

/**
 * What is timed. W1 to W3 are ensembles in single precision with the scheme `rk4-article`; the other two are
 * processes from their start to their end.
 *
 * @typedef {"W1" | "W2" | "W3" | "cold" | "shell"} WorkloadName
 * @typedef {object} Workload
 * @property {string} title
 * @property {number} rounds rounds by default
 * @property {number} warmUps runs of each implementation that don't count
 */

/** @type {Readonly<Record<WorkloadName, Workload>>} */
export const WORKLOADS = {
  W1: {
    title: "the article's switch: 50,000 paths × 2 species × 90 steps, all trajectories in memory",
    rounds: 15,
    warmUps: 3,
  },
  W2: {
    title: "its repressilator: 25,000 paths × 3 species × 90 steps, all trajectories in memory",
    rounds: 15,
    warmUps: 3,
  },
  W3: {
    title:
      "the switch, 5,000,000 paths: mean, variance and histogram by step and species, no trajectories",
    rounds: 3,
    warmUps: 1,
  },
  cold: {
    title: "from the model to the first call of the kernel, in a fresh process",
    rounds: 7,
    warmUps: 1,
  },
  shell: { title: "a whole process, from the shell", rounds: 9, warmUps: 1 },
};

/** The ensembles' sizes. */
export const ENSEMBLES = {
  W1: { model: "switch", paths: 50_000, trajectories: true },
  W2: { model: "repressilator", paths: 25_000, trajectories: true },
  W3: { model: "switch", paths: 5_000_000, trajectories: false },
};

export const DT = 0.1;
export const T_END = 9;
export const STEPS = 90;
export const SEED = 1;

/**
 * @param {string} name
 * @returns {name is WorkloadName}
 */
export function isWorkloadName(name) {
  return Object.hasOwn(WORKLOADS, name);
}

/**
 * @param {string} name
 * @returns {name is keyof typeof ENSEMBLES}
 */
export function isEnsembleName(name) {
  return Object.hasOwn(ENSEMBLES, name);
}
