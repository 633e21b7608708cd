import { certify, defineModel, orderOf, SCHEMES, simulate } from "@driftgraph/core";
import { models } from "@driftgraph/models";
import { compare, NAMES } from "./adaptive.mjs";
import { ESTIMATE_NAMES, save, timeSaved } from "./multilevel.mjs";

/** Paths of each coupled run, of which the true solution is SRIW1's at dt/8. */
export const PATHS = { switch: 16_384, repressilator: 4096 };
const REFERENCE = { scheme: "sriw1", halvings: 3 };
/** Without fused multiply-add, so that every machine gets the same bits. */
const OPTIONS = { paths: 256, fma: false, threads: 1, samplePaths: 0, every: 9 };

/** The switch with a fate that every path has: which of the two genes is ahead. */
const circuit = defineModel({
  name: "switch",
  interpretation: "ito",
  parameters: { K: 0.5, n: 6, gamma: "1/(1 + K^n)", sigma: 0.1 },
  state: { x1: 0.5, x2: 0.5 },
  drift: { x1: "K^n/(K^n + x2^n) - gamma*x1", x2: "K^n/(K^n + x1^n) - gamma*x2" },
  diffusion: { x1: "sigma*x1", x2: "sigma*x2" },
  events: { first: "x1 > x2" },
  run: models.switch.run,
});
const MODELS = { switch: circuit, repressilator: models.repressilator };

/** The schemes that integrate the article's models, whose noise is diagonal: σ x_i dW_i. */
export const APPLICABLE = SCHEMES.filter((scheme) => {
  try {
    orderOf(scheme, "diagonal-own");
    return true;
  } catch {
    return false;
  }
}).map(({ name }) => name);

/**
 * What a scheme is off on a model at t = 9.
 *
 * @typedef {object} Measured
 * @property {string} scheme
 * @property {number} dt
 * @property {import("@driftgraph/core").Certificate} certificate
 */

/**
 * @param {"switch" | "repressilator"} model
 * @param {string} scheme
 * @param {number} dt
 * @returns {Promise<Measured>}
 */
export async function measure(model, scheme, dt) {
  const run = await simulate(MODELS[model], { ...OPTIONS, scheme, dt, dtype: "float64" });
  const [ensemble] = run.ensembles;
  if (!ensemble) throw new Error("a run without an ensemble");
  const certificate = await certify(run, ensemble, { paths: PATHS[model], reference: REFERENCE });
  return { scheme, dt, certificate };
}

/**
 * What the page shows.
 *
 * @typedef {object} Measurements
 * @property {readonly Measured[]} fates of the switch, at dt = 0.1
 * @property {readonly Measured[]} paths of the repressilator, at each of `STEPS`
 * @property {readonly import("./adaptive.mjs").Compared[]} adaptive
 * @property {readonly (import("./multilevel.mjs").Saved & { readonly time: number })[]} saved with how many
 *   times longer plain Monte Carlo took
 */

/** Step sizes of the orders measured. */
export const STEPS = [0.1, 0.05];

/** @returns {Promise<Measurements>} */
export async function measureAll() {
  const fates = [];
  const paths = [];
  for (const scheme of APPLICABLE) {
    fates.push(await measure("switch", scheme, 0.1));
    for (const dt of STEPS) paths.push(await measure("repressilator", scheme, dt));
  }
  const adaptive = [];
  for (const problem of NAMES) adaptive.push(...(await compare(problem)));
  const saved = [];
  for (const name of ESTIMATE_NAMES)
    saved.push({ ...(await save(name)), time: await timeSaved(name) });
  return { fates, paths, adaptive, saved };
}
