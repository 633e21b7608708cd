import { inLane, type TensorFlowProgram } from "../lower/program.ts";
import type { Tensors, TensorValue } from "./messages.ts";

/** What one call of the graph gives; what wasn't wished for is empty. */
export interface BlockResult {
  readonly paths: number;
  /** [times, series and sums, 5]: Σ(x − shift), Σ(x − shift)², minimum, maximum, count. */
  readonly moments: Float64Array;
  /** [times, series, bins + 2]: below the bins, in each, above them. */
  readonly histogram: ArrayLike<number>;
  /** [times, species with a policy]: how often it acted, up to each logged time. */
  readonly counts: Float64Array;
  /** [times, events, 3]: paths on which it holds, on which it has ever held, how often it began. */
  readonly events: Float64Array;
  /** [times, series, sampleCount]. */
  readonly samples: Float32Array | Float64Array;
  readonly sampleCount: number;
  /** Where the exchange file has [times, series, paths] of the run's type; undefined if nowhere. */
  readonly trajectories: number | undefined;
}

/** Columns of `moments` and of `events`. */
export const MOMENTS = { sum: 0, squares: 1, min: 2, max: 3, count: 4, columns: 5 } as const;
export const EVENTS = { holding: 0, reached: 1, begun: 2, steps: 3, columns: 4 } as const;

const ALL = ["moments", "histogram", "counts", "events", "sample_paths"] as const;
/** The output that goes through the exchange file. */
export const STORED = "trajectories";

/** The outputs of some lanes of a program that a run reads, but for what is stored. */
export function outputsOf({ outputs }: TensorFlowProgram, lanes = 1): string[] {
  const names = ALL.filter((name) => outputs.some((output) => output.name === name));
  return Array.from({ length: lanes }, (_, lane) => names.map((name) => inLane(name, lane))).flat();
}

/** Reads what a call gave in one of its lanes. */
export function readBlock(
  { dtype }: TensorFlowProgram,
  { paths, samples }: { readonly paths: number; readonly samples: readonly number[] },
  given: Tensors,
  lane = 0,
  trajectories?: number,
): BlockResult {
  const output = (name: string): TensorValue | undefined => given[inLane(name, lane)];
  const doubles = (name: string): Float64Array => wordsOf(output(name));
  const reals = (tensor: TensorValue | undefined): Float32Array | Float64Array =>
    dtype === "float64" ? wordsOf(tensor) : floatsOf(tensor);
  return {
    paths,
    moments: doubles("moments"),
    histogram: output("histogram")?.values ?? [],
    counts: doubles("counts"),
    events: doubles("events"),
    samples: reals(output("sample_paths")),
    sampleCount: output("sample_paths") ? samples.length : 0,
    trajectories,
  };
}

/** Doubles that came as two int32 words each. */
function wordsOf(tensor: TensorValue | undefined): Float64Array {
  // A copy, since what came through a pipe may not lie at a multiple of eight bytes.
  return new Float64Array(Int32Array.from(tensor?.values ?? []).buffer);
}

function floatsOf(tensor: TensorValue | undefined): Float32Array {
  const values = tensor?.values;
  return values instanceof Float32Array ? values : Float32Array.from(values ?? []);
}
