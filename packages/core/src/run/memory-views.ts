import type { KernelLayout } from "../compile/kernel-layout.ts";

/** Views of a kernel's whole memory, made once: a view for each record would cost more than reading it. */
export interface MemoryViews {
  readonly buffer: ArrayBufferLike;
  readonly words: Uint32Array;
  readonly longs: BigUint64Array;
  readonly doubles: Float64Array;
  /** Values of the run's float type. */
  readonly floats: Float32Array | Float64Array;
}

/** Views of a kernel's memory. */
export function viewsOf(
  buffer: ArrayBufferLike,
  { dtype }: Pick<KernelLayout, "dtype">,
): MemoryViews {
  return {
    buffer,
    words: new Uint32Array(buffer),
    longs: new BigUint64Array(buffer),
    doubles: new Float64Array(buffer),
    floats: dtype === "float32" ? new Float32Array(buffer) : new Float64Array(buffer),
  };
}

/** A view of some floats of the run's type, from an address on. */
export function floatsAt(
  { floats }: MemoryViews,
  address: number,
  length: number,
): Float32Array | Float64Array {
  const first = address / floats.BYTES_PER_ELEMENT;
  return floats.subarray(first, first + length);
}
