// What multilevel Monte Carlo saves: steps in all beside plain Monte Carlo's, for the same standard error.
import { readTarget, simulateUntil } from "@driftgraph/core";
import { models } from "@driftgraph/models";

/** Without fused multiply-add, so that every machine gets the same bits. */
const OPTIONS = { fma: false, samplePaths: 0 };

/** Steps are powers of two, so that they can be joined in pairs. */
export const ESTIMATES = {
  switch: {
    title: "the switch",
    model: models.switch,
    target: "sd(mean(x1)) < 1e-3",
    options: { tEnd: 9, dt: 9 / 128, every: 9 },
  },
  repressilator: {
    title: "the repressilator",
    model: models.repressilator,
    target: "sd(mean(A)) < 3e-4",
    options: { tEnd: 9, dt: 9 / 128, every: 9 },
  },
  growth: {
    title: "geometric Brownian motion",
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
  const { model, target, options } = ESTIMATES[name];
  const all = { ...OPTIONS, ...options };
  const { multilevel } = await simulateUntil(model, readTarget(target), all, "multilevel");
  if (!multilevel) throw new Error(`${name} has no levels`);
  return { name, estimate: multilevel };
}
