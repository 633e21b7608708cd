import {
  type DType,
  interpretPath,
  type Model,
  parameterValues,
  prepare,
  type Replay,
  replayPath,
  resolvePlan,
  type SimulateOptions,
  seriesNodes,
} from "@driftgraph/core";
import { models } from "@driftgraph/models";
import { exportProgram } from "@driftgraph/tensorflow";
import { beforeAll, describe, expect, it } from "vitest";
import { pythonEnvironment } from "../../scripts/python-env.mjs";
import { type Nested, numbersOf, runSavedModels, type SavedModelJob } from "./saved-models.ts";

const environment = await pythonEnvironment();

const PATHS = 8;
const STEPS = 64;
/** A power of two, so that a normal is its increment divided by it, to the last bit. */
const SQRT_DT = 1 / 8;
/**
 * How far paths that the same normals drive may be from the interpreter's, in units in the last place of
 * a series' largest value, per step. Measured: TensorFlow's are the very same bits, since each op is one
 * of the interpreter's; the kernel's, which fuses and reorders, at most 1.2 apart.
 */
const BOUNDS = { tensorflow: 0.5, wasm: 4 } as const;
const ULP: Readonly<Record<DType, number>> = { float32: 2 ** -24, float64: 2 ** -53 };

interface Case {
  readonly model: Model;
  readonly dtype: DType;
  readonly options: SimulateOptions;
}

const SCHEMES = ["euler-maruyama", "milstein", "rk4-article", "stochastic-heun", "sriw1", "sosri"];
const cases = new Map(
  [models.switch, models.repressilator, models["lotka-volterra"]].flatMap((model) =>
    SCHEMES.flatMap((scheme) =>
      (["float32", "float64"] as const).map((dtype): [string, Case] => {
        const options = { dt: SQRT_DT ** 2, tEnd: STEPS * SQRT_DT ** 2, scheme, dtype, seed: 3 };
        return [`${model.name}, ${scheme}, ${dtype}`, { model, dtype, options }];
      }),
    ),
  ),
);

/** The WASM kernel's paths, each with the increments that drove it. */
function kernelPaths({ model, options }: Case): Promise<Replay[]> {
  return Promise.all(Array.from({ length: PATHS }, (_, path) => replayPath(model, options, path)));
}

/** The normals of a path's stream: [channel][step]. */
function normalsOf({ increments }: Replay, stream: "dW" | "dZ"): number[][] {
  return increments
    .filter(({ name }) => name.startsWith("dZ") === (stream === "dZ"))
    .map(({ values }) => Array.from(values, (value) => value / SQRT_DT));
}

/** The normals of all paths as an exported model takes them: [step][channel][path]. */
function tensorOf(replays: readonly Replay[], stream: "dW" | "dZ"): number[][][] {
  const paths = replays.map((replay) => normalsOf(replay, stream));
  return Array.from({ length: STEPS }, (_, step) =>
    (paths[0] ?? []).map((__, channel) => paths.map((path) => path[channel]?.[step] ?? Number.NaN)),
  );
}

/** The interpreter's path under the same normals: [series][time]. */
function interpreted({ model, dtype, options }: Case, replay: Replay): Float64Array[] {
  const plan = resolvePlan(model, options);
  const { optimized } = prepare(plan);
  const normals = { dW: normalsOf(replay, "dW"), dZ: normalsOf(replay, "dZ"), initial: [] };
  const none = (): number => expect.fail("nothing else is drawn");
  const values = interpretPath(optimized.graph, {
    ...{ dt: plan.dt, steps: plan.steps, every: plan.every },
    parameters: parameterValues(plan.model, plan.given),
    noise: {
      normal: (stream, step, channel) => normals[stream][channel]?.[step] ?? none(),
      uniform: none,
      poisson: none,
    },
    round: dtype === "float32" ? Math.fround : (value) => value,
  });
  return seriesNodes(optimized).map((node) => {
    const value = values.get(node);
    return value instanceof Float64Array ? value : expect.fail("a series");
  });
}

/** The greatest distance in ulps of the series' largest value, per step. */
function distance(
  a: readonly ArrayLike<number>[],
  b: readonly Float64Array[],
  dtype: DType,
): number {
  const distances = b.map((values, s) => {
    const scale = Math.max(...Array.from(values, Math.abs));
    const apart = Array.from(values, (value, k) => Math.abs(value - (a[s]?.[k] ?? Number.NaN)));
    return Math.max(...apart) / scale;
  });
  return Math.max(...distances) / (ULP[dtype] * STEPS);
}

describe.skipIf("skip" in environment)("paths that the same increments drive", () => {
  const kernel = new Map<string, readonly Replay[]>();
  const results = new Map<string, Nested | undefined>();

  beforeAll(async () => {
    if ("skip" in environment) return;
    const jobs: SavedModelJob[] = [];
    for (const [name, each] of cases) {
      const replays = await kernelPaths(each);
      kernel.set(name, replays);
      const kept = { summaries: false, samplePaths: PATHS, givenNormals: true };
      const program = await exportProgram(each.model, { ...each.options, ...kept });
      const [dW, dZ] = [tensorOf(replays, "dW"), tensorOf(replays, "dZ")];
      // Another seed: what is drawn from it would be seen.
      const inputs = { seed: 99, first_path: 0, paths: PATHS, dW, ...(dZ[0]?.length && { dZ }) };
      jobs.push({ program, signature: "with_defaults", inputs, outputs: ["sample_paths"] });
    }
    const ran = await runSavedModels(environment.python, jobs);
    [...cases.keys()].forEach((name, i) => {
      results.set(name, ran[i]?.sample_paths);
    });
  }, 300_000);

  it.each([...cases])("%s: the interpreter, WASM and TensorFlow agree", (name, each) => {
    const numbers = numbersOf(results.get(name));
    for (const [path, replay] of (kernel.get(name) ?? []).entries()) {
      const oracle = interpreted(each, replay);
      const rows = oracle.length;
      const theirs = oracle.map((_, s) =>
        Array.from({ length: STEPS + 1 }, (__, k) => numbers[(k * rows + s) * PATHS + path] ?? 0),
      );
      const ours = replay.series.map(({ values }) => values);
      expect(distance(theirs, oracle, each.dtype)).toBeLessThan(BOUNDS.tensorflow);
      expect(distance(ours, oracle, each.dtype)).toBeLessThan(BOUNDS.wasm);
    }
  });
});
