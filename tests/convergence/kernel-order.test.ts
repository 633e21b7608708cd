import { defineModel, type Model, type SimulateOptions, simulate } from "@driftgraph/core";
import { describe, expect, it } from "vitest";

/** A problem that carries W as a species, so that each path is compared to its own exact end. */
interface CoupledProblem {
  readonly name: string;
  readonly model: Model;
}

function coupled(
  name: string,
  drift: string,
  diffusion: string,
  x: number,
  exact: string,
): CoupledProblem {
  const model = defineModel({
    name: "coupled",
    title: name,
    interpretation: "ito",
    parameters: {},
    state: { x, w: 0 },
    drift: { x: drift, w: 0 },
    diffusion: { W: { x: diffusion, w: 1 } },
    observables: { error: `x - ${exact}`, size: `abs(x - ${exact})` },
  });
  return { name, model };
}

const geometric = coupled(
  "geometric",
  "1.01*x",
  "0.87*x",
  0.5,
  "0.5*exp(1.01*t - 0.87^2/2*t + 0.87*w)",
);
const cubic = coupled(
  "cubic",
  "-x*(1 - x^2)/4",
  "(1 - x^2)/2",
  0.5,
  "(1.5*exp(w) - 0.5)/(1.5*exp(w) + 0.5)",
);
const hyperbolic = coupled(
  "hyperbolic sine",
  "x/2 + sqrt(x^2 + 1)",
  "sqrt(x^2 + 1)",
  0,
  "sinh(t + w)",
);

/**
 * scheme, problem, weak order of the mean, strong order, steps of the coarsest grid. The weak error of order
 * 2 is lost in the sampling error here: the quadrature of weak-order.test.ts has it.
 */
const TABLE: readonly (readonly [string, CoupledProblem, number | undefined, number, number])[] = [
  ["euler-maruyama", geometric, 1, 0.5, 16],
  ["euler-maruyama", cubic, 1, 0.5, 4],
  ["euler-maruyama", hyperbolic, 1, 0.5, 16],
  ["implicit-euler", cubic, 1, 0.5, 8],
  ["milstein", geometric, 1, 1, 16],
  ["milstein", cubic, 1, 1, 8],
  ["milstein", hyperbolic, 1, 1, 16],
  ["platen", geometric, 1, 1, 16],
  ["platen", cubic, 1, 1, 8],
  ["stochastic-heun", geometric, 1, 1, 16],
  ["stochastic-heun", hyperbolic, 1, 1, 16],
  ["dri1", geometric, undefined, 1, 4],
  ["dri1", hyperbolic, undefined, 1, 4],
];

const PATHS = 600_000;
const DOUBLINGS = [1, 2, 4, 8];
/** The least difference of orders that every row would find. */
const TOLD_APART = 0.3;
const TOLERANCE = 0.2;

interface Measured {
  readonly mean: number;
  readonly standardError: number;
}

async function measure(model: Model, options: SimulateOptions): Promise<Record<string, Measured>> {
  const run = await simulate(model, {
    ...options,
    tEnd: 1,
    every: 1,
    dtype: "float64",
    samplePaths: 0,
    paths: PATHS,
  });
  const series = run.ensembles[0]?.series ?? [];
  return Object.fromEntries(
    series.map(({ name, mean, variance }) => {
      const standardError = Math.sqrt((variance.at(-1) ?? Number.NaN) / PATHS);
      return [name, { mean: Math.abs(mean.at(-1) ?? Number.NaN), standardError }];
    }),
  );
}

/** The slope of log error against log dt, with its standard error from those of the errors. */
function fitted(steps: readonly number[], errors: readonly Measured[]): Measured {
  const x = steps.map((n) => -Math.log(n));
  const middle = x.reduce((a, b) => a + b, 0) / x.length;
  const spread = x.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  const weights = x.map((value) => (value - middle) / spread);
  const mean = errors.reduce((sum, e, i) => sum + (weights[i] ?? 0) * Math.log(e.mean), 0);
  const variance = errors.reduce(
    (sum, e, i) => sum + ((weights[i] ?? 0) * (e.standardError / e.mean)) ** 2,
    0,
  );
  return { mean, standardError: Math.sqrt(variance) };
}

describe("orders in the compiled kernel, on 600,000 coupled paths", { timeout: 60_000 }, () => {
  const cases = TABLE.map(([scheme, problem, weak, strong, coarsest]) => ({
    scheme,
    problem,
    weak,
    strong,
    coarsest,
  }));
  it.each(cases)("$scheme on $problem.name: weak $weak, strong $strong", async (row) => {
    const { scheme, problem, weak, strong, coarsest } = row;
    const steps = DOUBLINGS.map((factor) => factor * coarsest);
    const measured: Record<string, Measured>[] = [];
    for (const n of steps) measured.push(await measure(problem.model, { scheme, dt: 1 / n }));
    const expected = { error: weak, size: strong };
    for (const [name, order] of Object.entries(expected)) {
      if (order === undefined) continue;
      const errors = measured.map((each) => each[name] ?? { mean: Number.NaN, standardError: 0 });
      const { mean, standardError } = fitted(steps, errors);
      const found = `order of ${name} ${mean.toFixed(3)} ± ${standardError.toFixed(3)}`;
      expect(Math.abs(mean - order), found).toBeLessThan(TOLERANCE);
      expect(TOLERANCE + 2 * standardError, found).toBeLessThan(TOLD_APART);
    }
  });
});

describe("Cox–Ingersoll–Ross by its exact moments", { timeout: 60_000 }, () => {
  const [kappa, theta, sigma, x0] = [2, 0.5, 0.5, 1];
  const model = defineModel({
    name: "cir",
    interpretation: "ito",
    parameters: { kappa, theta, sigma },
    state: { x: x0 },
    drift: { x: "kappa*(theta - x)" },
    diffusion: { x: "sigma*sqrt(x)" },
    positivity: "clip",
  });
  const decay = Math.exp(-kappa);
  const mean = theta + (x0 - theta) * decay;
  const variance =
    ((x0 * sigma ** 2) / kappa) * (decay - decay ** 2) +
    ((theta * sigma ** 2) / (2 * kappa)) * (1 - decay) ** 2;
  const paths = 400_000;

  const errorsOf = async (
    scheme: string,
    n: number,
  ): Promise<{ mean: number; variance: number }> => {
    const run = await simulate(model, {
      scheme,
      paths,
      tEnd: 1,
      dt: 1 / n,
      every: 1,
      dtype: "float64",
      samplePaths: 0,
    });
    const [x] = run.ensembles[0]?.series ?? [];
    return {
      mean: Math.abs((x?.mean.at(-1) ?? Number.NaN) - mean),
      variance: Math.abs((x?.variance.at(-1) ?? Number.NaN) - variance),
    };
  };
  /** Of the mean, and roughly of the variance. */
  const noise = { mean: Math.sqrt(variance / paths), variance: variance * Math.sqrt(3 / paths) };

  it("Euler–Maruyama has weak order 1", async () => {
    const [coarse, fine] = [
      await errorsOf("euler-maruyama", 8),
      await errorsOf("euler-maruyama", 16),
    ];
    expect(coarse.mean).toBeGreaterThan(20 * noise.mean);
    expect(Math.log2(coarse.mean / fine.mean)).toBeCloseTo(1, 0.5);
    expect(Math.abs(Math.log2(coarse.variance / fine.variance) - 1)).toBeLessThan(0.3);
  });

  it.each(["sriw1", "dri1"])(
    "%s is exact to the sampling error where Euler isn't",
    async (scheme) => {
      const found = await errorsOf(scheme, 16);
      expect(found.mean).toBeLessThan(4.5 * noise.mean + 1e-4);
      expect(found.variance).toBeLessThan(4.5 * noise.variance + 1e-4);
    },
  );
});
