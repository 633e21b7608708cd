import {
  type AdaptiveOptions,
  ESTIMATORS,
  type Estimator,
  readTarget,
  type Target,
} from "@driftgraph/core";
import type { Arguments } from "../arguments/parse.ts";
import { UsageError } from "../arguments/usage-error.ts";
import {
  readAssignments,
  readChoice,
  readNumber,
  readSeed,
  readSweeps,
  type SweepRange,
} from "../arguments/values.ts";

/** What a user asked of `driftgraph run`, read but not yet checked against the model. */
export interface RunRequest {
  readonly model: string;
  readonly numbers: {
    readonly paths?: number;
    readonly tEnd?: number;
    readonly dt?: number;
    readonly every?: number;
    readonly threads?: number;
    readonly autocorrelation?: number;
  };
  readonly seed: bigint | undefined;
  readonly scheme: string | undefined;
  readonly adaptive: AdaptiveOptions | undefined;
  readonly parameters: Readonly<Record<string, number>>;
  readonly initial: Readonly<Record<string, number>>;
  readonly sweep: readonly SweepRange[];
  readonly dtype: "float32" | "float64" | undefined;
  readonly backend: "wasm" | "tensorflow" | "interpreter" | undefined;
  readonly nonFinite: "fail" | "count" | undefined;
  readonly covariances: boolean;
  readonly certify: boolean;
  readonly until: Target | undefined;
  readonly estimator: Estimator | undefined;
  readonly logdir: string;
  readonly name: string | undefined;
  readonly save: SaveRequest | undefined;
  /** undefined: where it costs little. */
  readonly profile: boolean | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** What `--save` asks for. */
export interface SaveRequest {
  /** Time between saved steps; every logged one if undefined. */
  readonly every: number | undefined;
}

/** Steps can be halved 12 times, of which a certificate needs two. */
const MOST_CERTIFIED_HALVINGS = 10;

/**
 * Reads the options of `driftgraph run`.
 *
 * @throws UsageError that names the option and what was expected.
 */
export function readRequest(args: Arguments): RunRequest {
  const number = (name: string): number | undefined => read(args, name, readNumber);
  const parameters = readAssignments("--set", args.all("set"));
  const sweep = readSweeps("--sweep", args.all("sweep"));
  const both = sweep.find(({ name }) => Object.hasOwn(parameters, name));
  if (both) throw new UsageError(`${both.name} is both set and swept`);
  const until = readUntil(args.text("until"));
  const estimator = read(args, "estimator", (option, text) => readChoice(option, text, ESTIMATORS));
  if (estimator && !until) {
    throw new UsageError("--estimator is of what is estimated until it is precise", {
      hint: "Add --until.",
    });
  }
  const adaptive = readAdaptive(args);
  const certify = args.flag("certify") ?? false;
  if (certify && (adaptive?.halvings ?? 0) > MOST_CERTIFIED_HALVINGS) {
    throw new UsageError(
      `--certify compares with steps that are halved twice more: --halvings is ${adaptive?.halvings}, expected at most ${MOST_CERTIFIED_HALVINGS}`,
      { hint: "Use a smaller --dt instead." },
    );
  }
  return {
    model: args.positional("MODEL") ?? "",
    numbers: defined({
      paths: number("paths"),
      tEnd: number("t-end"),
      dt: number("dt"),
      every: number("every"),
      threads: readThreads(number("threads")),
      autocorrelation: number("autocorrelation"),
    }),
    seed: read(args, "seed", readSeed),
    scheme: args.text("scheme"),
    adaptive,
    parameters,
    initial: readAssignments("--init", args.all("init")),
    sweep,
    dtype: read(args, "dtype", (option, text) => readChoice(option, text, ["float32", "float64"])),
    backend: read(args, "backend", (option, text) =>
      readChoice(option, text, ["wasm", "tensorflow", "interpreter"]),
    ),
    nonFinite: read(args, "non-finite", (option, text) =>
      readChoice(option, text, ["fail", "count"]),
    ),
    covariances: args.flag("covariance") ?? false,
    certify,
    until,
    estimator,
    logdir: args.text("logdir") ?? "runs",
    name: args.text("name"),
    save: read(args, "save", readSave),
    profile: args.flag("profile"),
    json: args.flag("json") ?? false,
    quiet: args.flag("quiet") ?? false,
  };
}

function readUntil(text: string | undefined): Target | undefined {
  return text === undefined ? undefined : readTarget(text);
}

function read<T>(
  args: Arguments,
  name: string,
  reader: (option: string, text: string) => T,
): T | undefined {
  const text = args.text(name);
  return text === undefined ? undefined : reader(`--${name}`, text);
}

/** What error a step may make; undefined if all steps are of one size. */
function readAdaptive(args: Arguments): AdaptiveOptions | undefined {
  const numbers = defined({
    rtol: read(args, "rtol", readNumber),
    atol: read(args, "atol", readNumber),
    halvings: read(args, "halvings", readNumber),
  });
  const [first] = Object.keys(numbers);
  if (args.flag("adaptive")) return numbers;
  if (first === undefined) return undefined;
  throw new UsageError(`--${first} is of steps that adapt`, { hint: "Add --adaptive." });
}

/** 0 means "you choose" to the core; on the command line that is said by leaving the option away. */
function readThreads(threads: number | undefined): number | undefined {
  if (threads === undefined || threads >= 1) return threads;
  throw new UsageError(`--threads is ${threads}, expected a whole number from 1`);
}

function readSave(option: string, text: string): SaveRequest {
  const [what, every, ...rest] = text.split(":");
  if (what !== "trajectories" || rest.length > 0 || every === "") {
    throw new UsageError(`${option} is "${text}", expected trajectories or trajectories:T`);
  }
  return { every: every === undefined ? undefined : readNumber(option, every) };
}

/** The entries that are there: an option that wasn't given is absent, not undefined. */
function defined<T extends Readonly<Record<string, number | undefined>>>(
  record: T,
): { readonly [K in keyof T]?: number } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof T]?: number;
  };
}
