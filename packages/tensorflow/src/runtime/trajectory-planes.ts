import { closeSync, openSync, readSync, rmSync } from "node:fs";
import type { Plan, Trajectories } from "@driftgraph/core";

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

  /**
   * Reads a block from its file, each plane straight to its place, and removes the file.
   *
   * @param first the block's first path, within the run.
   */
  add(file: string, first: number, paths: number): void {
    const bytes = new Uint8Array(this.#data.buffer);
    const size = this.#data.BYTES_PER_ELEMENT;
    const descriptor = openSync(file, "r");
    try {
      for (let plane = 0; plane < this.#planes; plane++) {
        readSync(descriptor, bytes, (plane * this.#paths + first) * size, paths * size, null);
      }
    } finally {
      closeSync(descriptor);
      rmSync(file);
    }
  }

  /** Whether all values of a block are finite. */
  isFinite(first: number, paths: number): boolean {
    for (let plane = 0; plane < this.#planes; plane++) {
      const at = plane * this.#paths + first;
      if (!this.#data.subarray(at, at + paths).every(Number.isFinite)) return false;
    }
    return true;
  }

  /** Marks the paths from the `first`-th on as not run: they have no values. */
  leaveOut(first: number): void {
    for (let plane = 0; plane < this.#planes; plane++) {
      this.#data.fill(Number.NaN, plane * this.#paths + first, (plane + 1) * this.#paths);
    }
  }
}
