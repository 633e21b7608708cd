import type { Ensemble, Plan } from "@driftgraph/core";

/** Values of trajectories, in the run's precision. */
export type Values = Float32Array | Float64Array;

/** A block of trajectories: logged times and paths from `from` up to, but without, `to`. */
export interface Block {
  readonly times: Span;
  readonly paths: Span;
}

/** A half-open range of indices. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Trajectories that are read block by block, whatever holds them. */
export interface TrajectorySource {
  readonly times: Float64Array;
  /** Absolute index of each path. */
  readonly paths: Float64Array;
  readonly species: readonly string[];
  readonly dtype: "float32" | "float64";
  /** The values of a block, in [time, path, species] order. */
  read(block: Block): Promise<Values>;
}

/** An array for values of a type. */
export function valuesOf(dtype: TrajectorySource["dtype"], length: number): Values {
  return dtype === "float32" ? new Float32Array(length) : new Float64Array(length);
}

/**
 * The trajectories that a run kept in memory, of every `stride`-th logged time.
 *
 * They lie there as planes, one for each logged time and series; reading transposes.
 */
export function runTrajectories(
  { times, plan }: { readonly times: Float64Array; readonly plan: Plan },
  { trajectories }: Ensemble,
  stride: number,
): TrajectorySource | undefined {
  if (!trajectories) return undefined;
  const { series } = trajectories;
  return {
    times: times.filter((_, k) => k % stride === 0),
    paths: Float64Array.from({ length: trajectories.paths }, (_, i) => plan.firstPath + i),
    species: series,
    dtype: plan.dtype,
    read: async ({ times: rows, paths }) => {
      const width = paths.to - paths.from;
      const values = valuesOf(plan.dtype, (rows.to - rows.from) * width * series.length);
      for (let k = rows.from; k < rows.to; k++) {
        for (let s = 0; s < series.length; s++) {
          const plane = trajectories.plane(k * stride, s);
          let at = (k - rows.from) * width * series.length + s;
          for (let i = paths.from; i < paths.to; i++, at += series.length)
            values[at] = plane[i] ?? Number.NaN;
        }
      }
      return values;
    },
  };
}

/** Paths that are given one by one, as values [series][path][time]. */
export function pathTrajectories(
  given: Pick<TrajectorySource, "times" | "paths" | "species">,
  values: readonly (readonly ArrayLike<number>[])[],
): TrajectorySource {
  const count = given.species.length;
  return {
    ...given,
    dtype: "float64",
    read: async ({ times, paths }) => {
      const width = paths.to - paths.from;
      const block = valuesOf("float64", (times.to - times.from) * width * count);
      values.forEach((series, s) => {
        for (let i = 0; i < width; i++) {
          const path = series[paths.from + i] ?? [];
          for (let k = times.from; k < times.to; k++) {
            block[((k - times.from) * width + i) * count + s] = path[k] ?? Number.NaN;
          }
        }
      });
      return block;
    },
  };
}
