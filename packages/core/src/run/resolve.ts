import { DriftgraphError } from "../errors/error.ts";
import { constant } from "../graph/build.ts";
import type { Model } from "../model/model.ts";
import { proveNoise } from "../model/noise-structure.ts";
import { checkCalculus, defaultSchemeFor, findScheme, orderOf } from "../schemes/registry.ts";
import type { Range } from "../summary/bins.ts";
import { finite, integer, oneOf, seed, unknown } from "./option-checks.ts";
import type { SimulateOptions } from "./options.ts";
import type { Plan } from "./plan.ts";
import { seriesNames } from "./series-names.ts";
import { sweepPoints } from "./sweep.ts";
import { resolveGrid, type TimeGrid, timeOfStep } from "./time-grid.ts";
import { resolveTolerance } from "./tolerance.ts";

/** What sums over tiles stay exact for; see summary/scale.ts. */
const MAX_PATHS = 4_000_000_000;
const MAX_FIRST_PATH = 2 ** 48;
const MAX_BINS = 1024;
/** Logged times × series × bins that one thread's histograms may take: 134 MB a thread. */
const MAX_CELLS = 2 ** 23;
const DEFAULT_BINS = 128;
const DEFAULT_SAMPLES = 100;

/** @throws DriftgraphError for what isn't a model, which only plain JavaScript can give. */
function checkModel(given: unknown): void {
  const isModel = typeof given === "object" && given !== null && "species" in given;
  if (isModel && "diffusion" in given && "run" in given) return;
  const what = typeof given === "string" ? `"${given}"` : `a value of type ${typeof given}`;
  throw new DriftgraphError(
    "invalid-model",
    `the model is ${what}, expected what defineModel returns`,
  );
}

/**
 * Checks every option of a run and fills in every default.
 *
 * @throws DriftgraphError that names the option, what was given and what was expected.
 */
export function resolvePlan(given: Model, options: SimulateOptions = {}): Plan {
  checkNames(options);
  checkModel(given);
  const { structure } = proveNoise(given);
  const scheme =
    options.scheme === undefined ? defaultSchemeFor(given) : findScheme(options.scheme);
  checkCalculus(given, scheme);
  orderOf(scheme, structure);
  const model = withInitial(given, options.initial ?? {});
  const paths = integer("paths", options.paths ?? model.run.paths, 1, MAX_PATHS);
  const grid = resolveGrid(
    options.tEnd ?? model.run.tEnd,
    options.dt ?? model.run.dt,
    options.every,
  );
  const plan: Plan = {
    model,
    scheme,
    tolerance: resolveTolerance(scheme, model, options.adaptive ?? false),
    paths,
    firstPath: integer("firstPath", options.firstPath ?? 0, 0, MAX_FIRST_PATH),
    ...grid,
    seed: seed(options.seed ?? 0),
    given: resolveParameters(model, options.parameters ?? {}),
    initial: new Map(Object.entries(options.initial ?? {})),
    points: sweepPoints(model, options.sweep ?? {}),
    dtype: oneOf("dtype", options.dtype ?? "float32", ["float32", "float64"]),
    backend: backendName(options.backend ?? "wasm"),
    threads: integer("threads", options.threads ?? 0, 0, 256),
    samplePaths: Math.min(
      paths,
      integer("samplePaths", options.samplePaths ?? DEFAULT_SAMPLES, 0, MAX_PATHS),
    ),
    bins: integer("bins", options.bins ?? DEFAULT_BINS, 2, MAX_BINS),
    ranges: resolveRanges(model, options.ranges ?? {}),
    summaries: options.summaries ?? true,
    nonFinite: oneOf("nonFinite", options.nonFinite ?? "fail", ["fail", "count"]),
    covariances: options.covariances ?? false,
    autocorrelation: resolveStart(options.autocorrelation, grid),
    trajectories: options.save?.trajectories ?? false,
    fma: options.fma,
  };
  checkPaths(plan);
  checkSize(plan);
  return plan;
}

/** The logged time from which autocorrelations are taken. */
function resolveStart(
  since: number | undefined,
  { dt, every, steps }: TimeGrid,
): number | undefined {
  if (since === undefined) return undefined;
  const k = Math.round(since / (every * dt));
  if (k >= 0 && k < steps / every && Math.abs(k * every * dt - since) < 1e-9 * (1 + since))
    return k;
  throw new DriftgraphError(
    "invalid-option",
    `autocorrelation is ${since}, expected a logged time before the end: a multiple of ${Number((every * dt).toPrecision(8))} below ${timeOfStep(steps, dt)}`,
  );
}

/** Every option there is: a misspelt one would be ignored without a word. */
const OPTIONS: { readonly [name in keyof Required<SimulateOptions>]: true } = {
  paths: true,
  tEnd: true,
  dt: true,
  every: true,
  scheme: true,
  adaptive: true,
  seed: true,
  parameters: true,
  initial: true,
  sweep: true,
  dtype: true,
  backend: true,
  threads: true,
  firstPath: true,
  samplePaths: true,
  bins: true,
  ranges: true,
  summaries: true,
  covariances: true,
  autocorrelation: true,
  nonFinite: true,
  save: true,
  fma: true,
  signal: true,
  onProgress: true,
  onStart: true,
  onPreview: true,
};

function checkNames(options: SimulateOptions): void {
  const names = Object.keys(OPTIONS);
  for (const name of Object.keys(options)) {
    if (!names.includes(name)) throw unknown("unknown-option", "option", name, names);
  }
}

function backendName(backend: NonNullable<SimulateOptions["backend"]>): string {
  return typeof backend === "object"
    ? backend.name
    : oneOf("backend", backend, ["wasm", "interpreter"]);
}

/** Kernels count paths by the lower 32 bits of their index; the upper ones are the same for a run. */
function checkPaths({ firstPath, paths }: Plan): void {
  const upper = (path: number): number => Math.floor(path / 2 ** 32);
  if (upper(firstPath) === upper(firstPath + paths - 1)) return;
  throw new DriftgraphError(
    "invalid-option",
    `paths ${firstPath} to ${firstPath + paths - 1} cross a multiple of 2^32, which one run can't`,
    {
      hint: `Make it two runs: firstPath ${firstPath}, then ${upper(firstPath + paths - 1) * 2 ** 32}.`,
    },
  );
}

function checkSize({ model, steps, every, bins, dt, summaries }: Plan): void {
  const times = steps / every + 1;
  const series = seriesNames(model).length;
  const perTime = series * (summaries ? bins + 2 : 1);
  if (times * perTime <= MAX_CELLS) return;
  const enough = stepsBetween(steps, Math.ceil((times * perTime) / MAX_CELLS) * every);
  throw new DriftgraphError(
    "invalid-option",
    `${times} logged times × ${series} series${summaries ? ` × ${bins} bins` : ""} are too many to keep`,
    { hint: `Log fewer times: every = ${Number((enough * dt).toPrecision(8))}, for instance.` },
  );
}

/** The least number of steps between logged times, from `least` on, that divides all steps. */
function stepsBetween(steps: number, least: number): number {
  let stride = least;
  while (steps % stride !== 0 && stride < steps) stride++;
  return stride;
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
