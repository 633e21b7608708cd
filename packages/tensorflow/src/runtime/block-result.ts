import type { TensorFlowProgram } from "../lower/program.ts";
import type { Tensors, TensorValue } from "./messages.ts";

/** What one call of the graph gives; what wasn't wished for is empty. */
export interface BlockResult {
  readonly paths: number;
  /** [times, series, 4]: Σ(x − shift), Σ(x − shift)², minimum, maximum. */
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
  /** A file with [times, series, paths] of the run's type. */
  readonly trajectories: string | undefined;
}

/** Columns of `moments` and of `events`. */
export const MOMENTS = { sum: 0, squares: 1, min: 2, max: 3, columns: 4 } as const;
export const EVENTS = { holding: 0, reached: 1, begun: 2, columns: 3 } as const;

const ALL = ["moments", "histogram", "counts", "events", "sample_paths"] as const;
/** The output that is left in a file. */
export const STORED = "trajectories";

/** The outputs of a program that a run reads, but for what is stored. */
export function outputsOf({ outputs }: TensorFlowProgram): string[] {
  return ALL.filter((name) => outputs.some((output) => output.name === name));
}

/** Reads what a call gave. */
export function readBlock(
  { dtype }: TensorFlowProgram,
  { paths, samples }: { readonly paths: number; readonly samples: readonly number[] },
  outputs: Tensors,
  trajectories?: string,
): BlockResult {
  const doubles = (name: string): Float64Array => wordsOf(outputs[name]);
  const reals = (tensor: TensorValue | undefined): Float32Array | Float64Array =>
    dtype === "float64" ? wordsOf(tensor) : floatsOf(tensor);
  return {
    paths,
    moments: doubles("moments"),
    histogram: outputs["histogram"]?.values ?? [],
    counts: doubles("counts"),
    events: doubles("events"),
    samples: reals(outputs["sample_paths"]),
    sampleCount: outputs["sample_paths"] ? samples.length : 0,
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
