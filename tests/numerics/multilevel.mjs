// What multilevel Monte Carlo saves beside plain Monte Carlo, for the same standard error: in work, which is
// the same on every machine, and in time.
import process from "node:process";
import { readTarget, simulateUntil } from "@driftgraph/core";
import { models } from "@driftgraph/models";

/** Without fused multiply-add, so that every machine gets the same bits. */
const OPTIONS = { fma: false, samplePaths: 0, threads: 1 };

export const ESTIMATES = {
  switch: {
    title: "the switch, dt = 0.1",
    model: models.switch,
    target: "sd(mean(x1)) < 5e-4",
    options: { tEnd: 9, dt: 0.1, every: 9 },
  },
  fineSwitch: {
    title: "the switch, dt = 0.0125",
    model: models.switch,
    target: "sd(mean(x1)) < 5e-4",
    options: { tEnd: 9, dt: 0.0125, every: 9 },
  },
  repressilator: {
    title: "the repressilator, dt = 0.1",
    model: models.repressilator,
    target: "sd(mean(A)) < 2e-4",
    options: { tEnd: 9, dt: 0.1, every: 9 },
  },
  fineRepressilator: {
    title: "the repressilator, dt = 0.0125",
    model: models.repressilator,
    target: "sd(mean(A)) < 2e-4",
    options: { tEnd: 9, dt: 0.0125, every: 9 },
  },
  growth: {
    title: "geometric Brownian motion, dt = 1/1024",
    model: models["geometric-brownian-motion"],
    target: "sd(mean(x)) < 2e-4",
    options: { tEnd: 1, dt: 1 / 1024, every: 1, scheme: "milstein" },
  },
};

export const ESTIMATE_NAMES = /** @type {(keyof typeof ESTIMATES)[]} */ (Object.keys(ESTIMATES));

/**
 * @typedef {object} Saved
 * @property {keyof typeof ESTIMATES} name
 * @property {import("@driftgraph/core").MultilevelEstimate} estimate
 */

/**
 * @param {keyof typeof ESTIMATES} name
 * @returns {Promise<Saved>}
 */
export async function save(name) {
  const { multilevel } = await run(name, "multilevel");
  if (!multilevel) throw new Error(`${name} has no levels`);
  return { name, estimate: multilevel };
}

/**
 * How many times longer plain Monte Carlo takes one core.
 *
 * @param {keyof typeof ESTIMATES} name
 */
export async function timeSaved(name) {
  const [plain, levels] = [await cpuTime(name, "plain"), await cpuTime(name, "multilevel")];
  return plain / levels;
}

/**
 * @param {keyof typeof ESTIMATES} name
 * @param {"plain" | "multilevel"} estimator
 */
async function cpuTime(name, estimator) {
  const start = process.cpuUsage();
  await run(name, estimator);
  return process.cpuUsage(start).user;
}

/**
 * @param {keyof typeof ESTIMATES} name
 * @param {"plain" | "multilevel"} estimator
 */
function run(name, estimator) {
  const { model, target, options } = ESTIMATES[name];
  return simulateUntil(model, readTarget(target), { ...OPTIONS, ...options }, estimator);
}
