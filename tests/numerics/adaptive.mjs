// What steps that adapt are worth, beside steps of one size along the very same Brownian paths.
import { defineModel, simulate } from "@driftgraph/core";
import { models } from "@driftgraph/models";

const PATHS = 512;
/** Halvings of the reference, whose error is far below all that are compared. */
const REFERENCE = 10;
const TOLERANCES = [1e-2, 1e-3, 1e-4];
/** Without fused multiply-add, so that every machine gets the same bits. */
const OPTIONS = { paths: PATHS, fma: false, threads: 1, samplePaths: 0, dtype: "float64" };

/** A path starts far above its two wells, where the drift is a thousand times as strong as within. */
const fall = defineModel({
  name: "fall",
  interpretation: "ito",
  parameters: {},
  state: { x: 20 },
  drift: { x: "x - x^3" },
  diffusion: { x: "0.3*x" },
});

export const PROBLEMS = {
  switch: { title: "the switch", model: models.switch, tEnd: 9, dt: 0.5 },
  repressilator: { title: "the repressilator", model: models.repressilator, tEnd: 9, dt: 0.5 },
  fall: { title: "a fall into a well", model: fall, tEnd: 4, dt: 0.5 },
};

export const NAMES = /** @type {(keyof typeof PROBLEMS)[]} */ (Object.keys(PROBLEMS));

/**
 * @typedef {object} Compared
 * @property {keyof typeof PROBLEMS} problem
 * @property {number} rtol
 * @property {number} taken steps of a path, on average
 * @property {number} error at the end, root mean square
 * @property {number} even steps of one size that are off as much
 * @property {boolean} escapes whether these are the fewest from which no path escapes
 */

/**
 * The paths of a problem at the end, and how many steps they took.
 *
 * @param {keyof typeof PROBLEMS} problem
 * @param {import("@driftgraph/core").AdaptiveOptions} adaptive
 */
async function run(problem, adaptive) {
  const { model, tEnd, dt } = PROBLEMS[problem];
  const options = { ...OPTIONS, tEnd, dt, every: tEnd, adaptive, save: { trajectories: true } };
  const { ensembles } = await simulate(model, { ...options, dtype: "float64", nonFinite: "count" });
  const kept = ensembles[0]?.trajectories;
  if (!kept) throw new Error("no trajectories were kept");
  return {
    ends: kept.plane(kept.times - 1, 0),
    taken: ensembles[0]?.refinement?.taken.at(-1) ?? 0,
  };
}

/** A tolerance that no step is within: all are halved as often as they may be. */
const ALL = { rtol: 0, atol: 1e-300 };

/**
 * @param {keyof typeof PROBLEMS} problem
 * @returns {Promise<Compared[]>}
 */
export async function compare(problem) {
  const { tEnd, dt } = PROBLEMS[problem];
  const reference = await run(problem, { ...ALL, halvings: REFERENCE });
  const errorOf = async (/** @type {import("@driftgraph/core").AdaptiveOptions} */ adaptive) => {
    const { ends, taken } = await run(problem, adaptive);
    const squares = ends.map((end, i) => (end - (reference.ends[i] ?? Number.NaN)) ** 2);
    return { taken, error: Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / PATHS) };
  };
  const even = [];
  for (let halvings = 1; halvings < REFERENCE - 1; halvings++) {
    const { error } = await errorOf({ ...ALL, halvings });
    if (Number.isFinite(error)) even.push({ steps: (tEnd / dt) * 2 ** halvings, error });
  }
  const rows = [];
  for (const rtol of TOLERANCES) {
    const measured = await errorOf({ rtol, atol: rtol / 10, halvings: REFERENCE - 1 });
    const steps = stepsFor(measured.error, even);
    const escapes = steps === even[0]?.steps && steps > (2 * tEnd) / dt;
    rows.push({ problem, rtol, ...measured, even: steps, escapes });
  }
  return rows;
}

/**
 * Steps of one size for an error, between two that were measured by a power law; the fewest that lead
 * anywhere, if they already are off less.
 *
 * @param {number} error
 * @param {readonly { readonly steps: number, readonly error: number }[]} measured
 */
function stepsFor(error, measured) {
  const after = measured.findIndex((entry) => entry.error < error);
  const [a, b] = [measured[after - 1], measured[after]];
  if (!b) throw new Error(`no steps of one size are off as little as ${error}`);
  if (!a) return b.steps;
  const share = Math.log(a.error / error) / Math.log(a.error / b.error);
  return a.steps * (b.steps / a.steps) ** share;
}
