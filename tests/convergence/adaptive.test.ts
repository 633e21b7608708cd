import { type Model, normalAt, type SimulateOptions, simulate } from "@driftgraph/core";
import { describe, expect, it } from "vitest";
import { additive, cubic, geometric, hyperbolic, type Problem } from "./problems.ts";

const PATHS = 4096;
/** The longest step. */
const DT = 1 / 4;

/** The strong error at t = 1 in double precision: what a path is off, the mean over the paths. */
async function strongError(
  { model, exact }: Problem,
  options: SimulateOptions & { readonly dt: number },
): Promise<number> {
  if (!exact) return expect.fail("no exact solution");
  const run = await simulate(quickly(model), options);
  const kept = run.ensembles[0]?.trajectories ?? expect.fail("no trajectories");
  const ends = kept.plane(kept.times - 1, 0);
  const steps = Math.round(1 / options.dt);
  let sum = 0;
  for (let path = 0; path < PATHS; path++) {
    // Halvings bridge between the ends of whole steps: W there is what the whole steps draw.
    let w = 0;
    for (let k = 0; k < steps; k++) w += Math.sqrt(options.dt) * normalAt([0, 0], path, "dW", k);
    sum += Math.abs((ends[path] ?? Number.NaN) - exact([w]));
  }
  return sum / PATHS;
}

function quickly(model: Model): Model {
  return { ...model, run: { tEnd: 1, dt: DT, paths: PATHS } };
}

const common = { tEnd: 1, paths: PATHS, dtype: "float64", save: { trajectories: true } } as const;

const TABLE = [
  ["sriw1", geometric],
  ["sosri", geometric],
  ["sriw1", cubic],
  ["sriw1", hyperbolic],
  ["sra1", additive],
  ["sosra", additive],
  ["sra3", additive],
] as const;

describe.each(TABLE)("%s with steps that adapt, on the problem $1.name", (scheme, problem) => {
  // 4,096 paths each, of other noise: the mean of heavy-tailed errors scatters by some 5 %.
  it("has the error of short steps where all of them are halved", async () => {
    const halvings = 3;
    const nothing = { rtol: 0, atol: 1e-14, halvings };
    const halved = await strongError(problem, { ...common, scheme, dt: DT, adaptive: nothing });
    const short = await strongError(problem, { ...common, scheme, dt: DT / 2 ** halvings });
    expect(halved / short).toBeGreaterThan(0.8);
    expect(halved / short).toBeLessThan(1.25);
  });

  it("has an error that falls with the tolerance, and in proportion", async () => {
    const errors = await Promise.all(
      [1e-2, 1e-4].map((rtol) => {
        const adaptive = { rtol, atol: rtol / 10, halvings: 10 };
        return strongError(problem, { ...common, scheme, dt: DT, adaptive });
      }),
    );
    const [loose = 0, tight = 0] = errors;
    const rate = Math.log10(loose / tight) / 2;
    // Parts that were accepted by what their own noise turned out to be would fall with 0.4 to 0.5.
    expect(rate).toBeGreaterThan(0.65);
  });
});
