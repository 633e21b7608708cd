import { DriftgraphError } from "../errors/error.ts";
import { constant } from "../graph/build.ts";
import type { Model } from "../model/model.ts";
import { proveNoise } from "../model/noise-structure.ts";
import { defaultScheme, findScheme, orderOf } from "../schemes/registry.ts";
import type { Range } from "../summary/bins.ts";
import { finite, integer, oneOf, seed, unknown } from "./option-checks.ts";
import type { SimulateOptions } from "./options.ts";
import type { Plan } from "./plan.ts";
import { seriesNames } from "./series-names.ts";
import { sweepPoints } from "./sweep.ts";
import { resolveGrid } from "./time-grid.ts";

const MAX_PATHS = 2 ** 40;
const MAX_BINS = 1024;
/** Logged times × series × bins that one thread's histograms may take: 134 MB a thread. */
const MAX_CELLS = 2 ** 23;
const DEFAULT_BINS = 128;
const DEFAULT_SAMPLES = 100;

/**
 * Checks every option of a run and fills in every default.
 *
 * @throws DriftgraphError that names the option, what was given and what was expected.
 */
export function resolvePlan(given: Model, options: SimulateOptions = {}): Plan {
  const { structure } = proveNoise(given);
  const scheme =
    options.scheme === undefined ? defaultScheme(structure) : findScheme(options.scheme);
  orderOf(scheme, structure);
  const model = withInitial(given, options.initial ?? {});
  const paths = integer("paths", options.paths ?? model.run.paths, 1, MAX_PATHS);
  const plan: Plan = {
    model,
    scheme,
    paths,
    firstPath: integer("firstPath", options.firstPath ?? 0, 0, MAX_PATHS),
    ...resolveGrid(options.tEnd ?? model.run.tEnd, options.dt ?? model.run.dt, options.every),
    seed: seed(options.seed ?? 0),
    given: resolveParameters(model, options.parameters ?? {}),
    points: sweepPoints(model, options.sweep ?? {}),
    dtype: oneOf("dtype", options.dtype ?? "float32", ["float32", "float64"]),
    backend: oneOf("backend", options.backend ?? "wasm", ["wasm", "interpreter"]),
    threads: integer("threads", options.threads ?? 0, 0, 256),
    samplePaths: Math.min(
      paths,
      integer("samplePaths", options.samplePaths ?? DEFAULT_SAMPLES, 0, MAX_PATHS),
    ),
    bins: integer("bins", options.bins ?? DEFAULT_BINS, 2, MAX_BINS),
    ranges: resolveRanges(model, options.ranges ?? {}),
    summaries: options.summaries ?? true,
    trajectories: options.save?.trajectories ?? false,
    fma: options.fma,
  };
  checkSize(plan);
  return plan;
}

function checkSize({ model, steps, every, bins }: Plan): void {
  const times = steps / every + 1;
  const cells = times * seriesNames(model).length * (bins + 2);
  if (cells <= MAX_CELLS) return;
  throw new DriftgraphError(
    "invalid-option",
    `${times} logged times × ${seriesNames(model).length} series × ${bins} bins are too many to keep`,
    { hint: "Log fewer times with --every, for instance every tEnd/1000." },
  );
}

function withInitial(model: Model, initial: Readonly<Record<string, number>>): Model {
  const names = model.species.map(({ name }) => name);
  for (const [name, value] of Object.entries(initial)) {
    if (!names.includes(name)) throw unknown("unknown-name", "species", name, names);
    finite(`initial value of ${name}`, value);
  }
  if (Object.keys(initial).length === 0) return model;
  const species = model.species.map((entry) => {
    const value = initial[entry.name];
    return value === undefined ? entry : { ...entry, initial: constant(value) };
  });
  return { ...model, species };
}

function resolveParameters(
  model: Model,
  given: Readonly<Record<string, number>>,
): Map<string, number> {
  const names = model.parameters.map(({ name }) => name);
  for (const [name, value] of Object.entries(given)) {
    if (!names.includes(name)) throw unknown("unknown-parameter", "parameter", name, names);
    finite(`parameter ${name}`, value);
  }
  return new Map(Object.entries(given));
}

function resolveRanges(model: Model, given: Readonly<Record<string, Range>>): Map<string, Range> {
  const fixed = model.species.flatMap(({ name, range }): [string, Range][] =>
    range ? [[name, range]] : [],
  );
  for (const [name, [low, high]] of Object.entries(given)) {
    if (!seriesNames(model).includes(name))
      throw unknown("unknown-name", "series", name, seriesNames(model));
    if (!(low < high) || !Number.isFinite(high - low)) {
      throw new DriftgraphError(
        "invalid-option",
        `range of ${name} is [${low}, ${high}], expected low < high`,
      );
    }
  }
  return new Map([...fixed, ...Object.entries(given)]);
}
