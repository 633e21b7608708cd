import {
  DriftgraphError,
  type DType,
  type Model,
  prepare,
  type Run,
  resolvePlan,
  SCHEMES,
  type SimulateOptions,
  simulate,
} from "@driftgraph/core";
import { models } from "@driftgraph/models";
import { exportProgram } from "@driftgraph/tensorflow";
import { beforeAll, describe, expect, it } from "vitest";
import { pythonEnvironment } from "../../scripts/python-env.mjs";
import { everyOp, policies } from "./models.ts";
import { type Nested, numbersOf, runSavedModels, type SavedModelJob } from "./saved-models.ts";

const environment = await pythonEnvironment();

const PATHS = 6;
const STEPS = 32;
const SEED = 3;
/**
 * How far paths may be apart, in units in the last place of a series' largest value, per step.
 * TensorFlow's functions are those of the interpreter but for rounding: measured, at most 0.8. Our
 * kernels have their own logarithm and sine: measured, at most 7, on the switch, which starts where
 * rounding grows.
 */
const BOUNDS = { interpreter: 4, wasm: 32 } as const;
const ULP: Readonly<Record<DType, number>> = { float32: 2 ** -24, float64: 2 ** -53 };

const SINGLE: readonly DType[] = ["float32"];
const BOTH: readonly DType[] = ["float32", "float64"];

interface Case {
  readonly model: Model;
  readonly dtype: DType;
  readonly options: SimulateOptions;
}

function caseOf(model: Model, scheme: string, dtype: DType): Case {
  const { dt } = model.run;
  const grid = { dt, tEnd: STEPS * dt, every: 8 * dt };
  const options = { ...grid, scheme, dtype, paths: PATHS, samplePaths: PATHS, seed: SEED };
  return { model, dtype, options };
}

/** Whether a scheme integrates a model: others are refused before anything runs. */
function applies({ model, options }: Case): boolean {
  try {
    prepare(resolvePlan(model, options));
    return true;
  } catch (error) {
    if (error instanceof DriftgraphError && error.code === "scheme-not-applicable") return false;
    throw error;
  }
}

/** Enough for the model that has every op: what is compared there is the ops, not the schemes. */
const FEW = ["euler-maruyama", "milstein", "sriw1"];

/** Single precision for every pair of a model and a scheme, double where it tells most. */
const cases = new Map(
  [...Object.values(models), everyOp, ...policies].flatMap((model) =>
    SCHEMES.filter(({ name }) => model !== everyOp || FEW.includes(name)).flatMap(({ name }) =>
      (model === everyOp || model === models.switch ? BOTH : SINGLE)
        .map((dtype) => [`${model.name}, ${name}, ${dtype}`, caseOf(model, name, dtype)] as const)
        .filter(([, each]) => applies(each)),
    ),
  ),
);

function inputs(paths: number): SavedModelJob["inputs"] {
  return { seed: SEED, first_path: 0, paths };
}

async function jobOf({ model, options }: Case): Promise<SavedModelJob> {
  const { seed: _, paths: __, ...rest } = options;
  const program = await exportProgram(model, { ...rest, summaries: false });
  return { program, signature: "with_defaults", inputs: inputs(PATHS), outputs: ["sample_paths"] };
}

/** The greatest distance from a run's sample paths, in ulps of each series' largest value, per step. */
function distance(tensor: Nested | undefined, run: Run, dtype: DType): number {
  const numbers = numbersOf(tensor);
  const values = run.ensembles[0]?.samples.values ?? [];
  const distances = values.map((paths, s) => {
    const scale = Math.max(...paths.flatMap((path) => Array.from(path, Math.abs)));
    const apart = paths.flatMap((path, p) =>
      Array.from(path, (value, k) => {
        const theirs = numbers[(k * values.length + s) * PATHS + p] ?? Number.NaN;
        return Math.abs(theirs - value);
      }),
    );
    return scale === 0 ? Math.max(...apart) : Math.max(...apart) / scale;
  });
  return Math.max(...distances) / (ULP[dtype] * STEPS);
}

describe.skipIf("skip" in environment)("a SavedModel in TensorFlow", () => {
  const results = new Map<string, Readonly<Record<string, Nested>>>();

  beforeAll(async () => {
    if ("skip" in environment) return;
    const jobs = await Promise.all([...cases.values()].map(jobOf));
    const ran = await runSavedModels(environment.python, jobs);
    [...cases.keys()].forEach((name, i) => {
      const result = ran[i];
      if (result) results.set(name, result);
    });
  }, 600_000);

  // The noise is the same: TensorFlow's Philox words are ours, bit for bit.
  it.each([...cases])("%s: the paths of the interpreter and of WASM", async (name, each) => {
    const tensor = results.get(name)?.sample_paths;
    for (const backend of ["interpreter", "wasm"] as const) {
      const options = { ...each.options, backend, summaries: false };
      const run = await simulate(each.model, options).catch(nonFinite);
      if (!run) {
        expect(numbersOf(tensor).some(Number.isNaN)).toBe(true);
        continue;
      }
      expect(distance(tensor, run, each.dtype)).toBeLessThan(BOUNDS[backend]);
    }
  });
});

/** Undefined for a run in which a value stopped being finite. */
function nonFinite(error: unknown): undefined {
  if (error instanceof DriftgraphError && error.code === "non-finite-value") return undefined;
  throw error;
}
