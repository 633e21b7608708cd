import type { Plan, Trajectories } from "@driftgraph/core";
import { trajectoryBytes } from "./block-inputs.ts";
import type { Exchange } from "./exchange.ts";

/** The bits of a float's exponent in its upper word, and what carries into the sign if all are set. */
const EXPONENTS = {
  float32: { bits: 0x7f800000, one: 0x00800000, words: 1 },
  float64: { bits: 0x7ff00000, one: 0x00100000, words: 2 },
} as const;

/** All paths at all logged times: a plane for each time and series, filled block by block. */
export class TrajectoryPlanes {
  readonly trajectories: Trajectories;
  readonly #plan: Plan;
  readonly #exchange: Exchange;
  readonly #data: Float32Array | Float64Array;
  readonly #planes: number;

  /** @param allocate gives memory, which may have other values in it. */
  constructor(
    plan: Plan,
    series: readonly string[],
    exchange: Exchange,
    allocate: (bytes: number) => ArrayBuffer,
  ) {
    const { dtype, paths, steps, every } = plan;
    const times = steps / every + 1;
    const buffer = allocate(paths * trajectoryBytes(plan, series.length));
    const data = dtype === "float32" ? new Float32Array(buffer) : new Float64Array(buffer);
    this.#plan = plan;
    this.#exchange = exchange;
    this.#planes = times * series.length;
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
   * Reads a block from the exchange file, each plane straight to its place.
   *
   * @param position of the block in the file.
   * @param first the block's first path, within the run.
   * @returns whether all values are finite.
   */
  add(position: number, first: number, paths: number): boolean {
    const size = this.#data.BYTES_PER_ELEMENT;
    let areFinite = true;
    for (let plane = 0; plane < this.#planes; plane++) {
      const start = (plane * this.#plan.paths + first) * size;
      const bytes = new Uint8Array(this.#data.buffer, start, paths * size);
      this.#exchange.read(bytes, position + plane * paths * size);
      areFinite &&= this.#isFinite(bytes);
    }
    return areFinite;
  }

  /** Marks the paths from the `first`-th on as not run: they have no values. */
  leaveOut(first: number): void {
    const { paths } = this.#plan;
    for (let plane = 0; plane < this.#planes; plane++) {
      this.#data.fill(Number.NaN, plane * paths + first, (plane + 1) * paths);
    }
  }

  /** Whether no exponent has all its bits set: much faster than asking number by number. */
  #isFinite({ buffer, byteOffset, byteLength }: Uint8Array): boolean {
    const values = new Int32Array(buffer, byteOffset, byteLength / 4);
    const { bits, one, words } = EXPONENTS[this.#plan.dtype];
    let carried = 0;
    for (let i = words - 1; i < values.length; i += words) {
      carried |= ((values[i] ?? 0) & bits) + one;
    }
    return carried >= 0;
  }
}
