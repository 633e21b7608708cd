import {
  buildSimulation,
  defineModel,
  exponentParameters,
  findScheme,
  type Graph,
  interpretPath,
  type Model,
  normalAt,
  optimize,
  type RunShape,
  type Scheme,
} from "@driftgraph/core";
import { models } from "@driftgraph/models";
import { beforeAll, describe, expect, it } from "vitest";
import { pythonEnvironment } from "../../scripts/python-env.mjs";
import { type Job, type Ran, runInTensorFlow } from "./run-in-tensorflow.ts";

const environment = await pythonEnvironment();

const PARAMETERS = { n: 6, K: 0.5, sigma: 0.1 };
const shared = {
  interpretation: "ito",
  parameters: { ...PARAMETERS, gamma: "1/(1 + K^n)" },
} as const;

// The article's models, with all that a graph can hold: observables, functions of time, masks.
const MODELS: Readonly<Record<string, Model>> = {
  switch: defineModel({
    ...shared,
    name: "switch",
    state: { x1: 0.5, x2: 0.5 },
    drift: { x1: "K^n/(K^n + x2^n) - gamma*x1", x2: "K^n/(K^n + x1^n) - gamma*x2" },
    diffusion: { x1: "sigma*x1", x2: "sigma*x2" },
    observables: { difference: "x1 - x2*exp(-t)" },
    positivity: "reflect",
  }),
  repressilator: defineModel({
    ...shared,
    name: "repressilator",
    state: { A: 1, B: 0.2, C: 0.2 },
    drift: {
      A: "K^n/(K^n + B^n) - gamma*A + 0.01*sin(t)",
      B: "K^n/(K^n + C^n) - gamma*B",
      C: "K^n/(K^n + A^n) - gamma*C",
    },
    diffusion: { A: "sigma*A", B: "sigma*B", C: "sigma*C" },
  }),
};

const STAGES = ["built", "optimized"] as const;
type Stage = (typeof STAGES)[number];

const SHAPE: RunShape = { paths: 3, steps: 40, dt: 0.1, every: 10, dtype: "float64", seed: 7 };
const TIMES = 5;
const OURS = 400;
const THEIRS = 20_000;

function valuesOf({ parameters }: Model): Record<string, number> {
  return Object.fromEntries(
    parameters.flatMap(({ name, value }) =>
      value.op === "constant" ? [[name, value.attributes.value]] : [],
    ),
  );
}

function graphsOf(
  model: Model,
  scheme?: Scheme,
  tolerance?: { readonly rtol: number; readonly atol: number; readonly halvings: number },
): Readonly<Record<Stage, Graph>> {
  const built = buildSimulation(model, {
    ...(scheme && { scheme }),
    ...(tolerance && { tolerance }),
    summaries: ["moments", "histogram", "samplePaths", "trajectory"],
  }).graph;
  const exponents = exponentParameters(built);
  const values = new Map(Object.entries(valuesOf(model)).filter(([name]) => exponents.has(name)));
  return { built, optimized: optimize(built, { values }).graph };
}

/** Each series at the logged times, path by path, by the reference interpreter. */
function interpreted(
  graph: Graph,
  paths: number,
  parameters: Readonly<Record<string, number>>,
): Map<string, number[][]> {
  const series = new Map<string, number[][]>();
  for (let path = 0; path < paths; path++) {
    const values = interpretPath(graph, {
      parameters: new Map(Object.entries(parameters)),
      dt: SHAPE.dt,
      steps: SHAPE.steps,
      every: SHAPE.every ?? 1,
      round: (value) => value,
      noise: {
        normal: (stream, step, channel) => normalAt([1, 2], path, stream, step * 4 + channel),
        treeNormal: (step, node, channel) =>
          normalAt([3, 4], path, "dW", (step * 16 + node) * 4 + channel),
        uniform: () => 0.5,
        poisson: () => 0,
      },
    });
    for (const { name, node } of graph.outputs) {
      const found = node.inputs[0] && values.get(node.inputs[0]);
      if (!name.endsWith("/moments") || !(found instanceof Float64Array)) continue;
      series.set(name, [...(series.get(name) ?? []), [...found]]);
    }
  }
  return series;
}

const mean = (values: readonly number[]): number =>
  values.reduce((a, b) => a + b, 0) / values.length;
const at = (rows: readonly (readonly number[])[], k: number): number[] =>
  rows.map((row) => row[k] ?? Number.NaN);

/** The switch by steps that are halved: a loop within the loop. */
function adaptiveGraphs(): Readonly<Record<Stage, Graph>> {
  const { switch: model } = MODELS;
  if (!model) throw new Error("no switch");
  return graphsOf(model, findScheme("sriw1"), { rtol: 2e-3, atol: 2e-4, halvings: 3 });
}

const rk4Article = findScheme("rk4-article");
const graphs = new Map([
  ...Object.entries(MODELS).map(([name, model]) => [name, graphsOf(model, rk4Article)] as const),
  ["switch with steps that adapt", adaptiveGraphs()] as const,
]);
const builtIn = Object.values(models).map((model) => ({ model, graphs: graphsOf(model) }));

const jobs = new Map<string, Job>();
for (const [name, { built, optimized }] of graphs) {
  for (const [stage, graph] of [
    ["built", built],
    ["optimized", optimized],
  ] as const) {
    jobs.set(`${name} ${stage} quiet`, {
      graph,
      shape: SHAPE,
      parameters: { ...PARAMETERS, sigma: 0 },
    });
    const shape = { ...SHAPE, paths: THEIRS, dtype: "float32" } as const;
    jobs.set(`${name} ${stage} noisy`, { graph, shape, parameters: PARAMETERS });
  }
}
for (const { model, graphs: stages } of builtIn) {
  const shape = { ...SHAPE, paths: 50, dt: model.run.dt };
  for (const stage of STAGES) {
    jobs.set(`${model.name} ${stage} built-in`, {
      graph: stages[stage],
      shape,
      parameters: valuesOf(model),
    });
  }
}

describe.skipIf("skip" in environment)("a simulation's graph in TensorFlow", () => {
  let ran: ReadonlyMap<string, Ran> = new Map();
  const resultOf = (name: string): Ran => ran.get(name) ?? expect.fail(`no job ${name}`);

  beforeAll(async () => {
    if ("skip" in environment) return;
    const results = await runInTensorFlow(environment.python, [...jobs.values()]);
    ran = new Map([...jobs.keys()].map((name, i) => [name, results[i] ?? expect.fail(name)]));
  }, 300_000);

  it("has the shapes that it states", () => {
    for (const { wrongShapes } of ran.values()) expect(wrongShapes).toEqual([]);
  });

  describe.each([...graphs])("of the %s", (model, stages) => {
    it.each(STAGES)("%s, without noise: the interpreter's values to double precision", (stage) => {
      const { results } = resultOf(`${model} ${stage} quiet`);
      const ours = interpreted(stages[stage], 1, { ...PARAMETERS, sigma: 0 });
      expect(ours.size).toBeGreaterThan(1);
      for (const [name, [expected = []]] of ours) {
        expect(results[name]).toHaveLength(TIMES);
        results[name]?.forEach(([count = 0, average = 0, variance = 1], k) => {
          expect(count).toBe(SHAPE.paths);
          expect(Math.abs(average - (expected[k] ?? 0))).toBeLessThan(1e-11);
          expect(variance).toBeLessThan(1e-20);
        });
      }
    });

    // 2 models × 2 stages × 4 times × 3 series, two statistics each: under 100 comparisons at
    // |z| < 5.5, two-sided 4e-8 each: a false alarm for 4 in a million seeds, and these are fixed.
    it.each(STAGES)(
      "%s: mean and variance are the interpreter's within sampling error",
      (stage) => {
        const { results } = resultOf(`${model} ${stage} noisy`);
        for (const [name, paths] of interpreted(stages[stage], OURS, PARAMETERS)) {
          expect(results[name]).toHaveLength(TIMES);
          results[name]?.forEach(([, average = 0, variance = 0], k) => {
            if (k === 0) return;
            const values = at(paths, k);
            const center = mean(values);
            const squares = values.map((value) => (value - center) ** 2);
            const spread = mean(squares);
            const z = (difference: number, varianceOfOne: number): number =>
              Math.abs(difference) / Math.sqrt(varianceOfOne * (1 / OURS + 1 / THEIRS));
            expect(z(average - center, spread)).toBeLessThan(5.5);
            const fourth = mean(squares.map((square) => (square - spread) ** 2));
            expect(z(variance - spread, fourth)).toBeLessThan(5.5);
          });
        }
      },
    );
  });

  // Both stages draw the same numbers, so every single path must agree.
  it.each(builtIn.map(({ model: { name } }) => name))("optimizing %s changes no path", (name) => {
    const built = resultOf(`${name} built built-in`).results;
    const optimized = resultOf(`${name} optimized built-in`).results;
    const trajectories = Object.keys(built).filter((summary) => summary.endsWith("/trajectory"));
    expect(trajectories.length).toBeGreaterThan(0);
    for (const summary of trajectories) {
      const expected = (built[summary] ?? []).flat();
      const scale = Math.max(...expected.map(Math.abs));
      (optimized[summary] ?? []).flat().forEach((value, i) => {
        expect(Math.abs(value - (expected[i] ?? Number.NaN))).toBeLessThan(1e-10 * scale);
      });
    }
  });

  it("counts every path once in a histogram, and keeps the sample paths of the trajectory", () => {
    const { results } = resultOf("switch optimized noisy");
    const counts = (results["x1/histogram"] ?? []).map((bins) => bins.reduce((a, b) => a + b, 0));
    expect(counts).toEqual(Array.from({ length: TIMES }, () => THEIRS));
    const trajectory = results["x1/trajectory"] ?? [];
    const samples = results["x1/samplePaths"] ?? [];
    expect(samples).toHaveLength(TIMES);
    expect(at(samples, 3)).toEqual(at(trajectory, (3 * THEIRS) / 100));
  });
});
