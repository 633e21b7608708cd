import type { Plan, Trajectories } from "@driftgraph/core";
import type { BlockResult } from "./block-result.ts";

/** All paths at all logged times: a plane for each time and series, filled block by block. */
export class TrajectoryPlanes {
  readonly trajectories: Trajectories;
  readonly #data: Float32Array | Float64Array;
  readonly #paths: number;
  readonly #planes: number;

  constructor({ dtype, paths, steps, every }: Plan, series: readonly string[]) {
    const times = steps / every + 1;
    this.#paths = paths;
    this.#planes = times * series.length;
    const length = this.#planes * paths;
    const data = dtype === "float32" ? new Float32Array(length) : new Float64Array(length);
    this.#data = data;
    this.trajectories = {
      times,
      series,
      paths,
      plane: (time, s) => {
        const at = (time * series.length + s) * paths;
        return data.subarray(at, at + paths);
      },
    };
  }

  /** Writes a block's paths from the `first`-th of the run on. */
  add({ trajectories, paths }: BlockResult, first: number): void {
    for (let plane = 0; plane < this.#planes; plane++) {
      const row = trajectories?.subarray(plane * paths, (plane + 1) * paths) ?? [];
      this.#data.set(row, plane * this.#paths + first);
    }
  }

  /** Marks the paths from the `first`-th on as not run: they have no values. */
  leaveOut(first: number): void {
    for (let plane = 0; plane < this.#planes; plane++) {
      this.#data.fill(Number.NaN, plane * this.#paths + first, (plane + 1) * this.#paths);
    }
  }
}
