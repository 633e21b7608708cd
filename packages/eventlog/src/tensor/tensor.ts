import type { DataType } from "./data-type.ts";
import type { Shape } from "./shape.ts";

/** A tensor's elements, in row-major order. */
export type TensorValues =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | readonly boolean[]
  | readonly Uint8Array[];

/**
 * A tensor with its elements.
 *
 * `DT_STRING` elements are bytes; complex ones are pairs of numbers; `DT_HALF` and `DT_BFLOAT16` are
 * widened to `Float32Array`.
 */
export interface Tensor {
  readonly dtype: DataType;
  readonly shape: Shape;
  readonly values: TensorValues;
}

const UTF8 = new TextEncoder();
const FROM_UTF8 = new TextDecoder();

/** A rank-0 DT_FLOAT tensor: the one form of a scalar that both of TensorBoard's loaders take. */
export function floatScalar(value: number): Tensor {
  return { dtype: "DT_FLOAT", shape: [], values: Float32Array.of(value) };
}

/** A DT_STRING tensor; rank 0 for one text, rank 1 for several. */
export function stringTensor(text: string | Uint8Array | readonly string[]): Tensor {
  if (typeof text === "string") return stringTensor(UTF8.encode(text));
  if (text instanceof Uint8Array) return { dtype: "DT_STRING", shape: [], values: [text] };
  return {
    dtype: "DT_STRING",
    shape: [text.length],
    values: text.map((line) => UTF8.encode(line)),
  };
}

/** A dense tensor of 32- or 64-bit floats in the given shape, in row-major order. */
export function floatTensor(shape: readonly number[], values: Float32Array | Float64Array): Tensor {
  return { dtype: values instanceof Float32Array ? "DT_FLOAT" : "DT_DOUBLE", shape, values };
}

/** The elements of a DT_STRING tensor as text; `[]` for a tensor of another type. */
export function tensorStrings(tensor: Tensor): readonly string[] {
  return byteStrings(tensor).map((bytes) => FROM_UTF8.decode(bytes));
}

/** The elements of a DT_STRING tensor as bytes; `[]` for a tensor of another type. */
export function byteStrings({ dtype, values }: Tensor): readonly Uint8Array[] {
  return dtype === "DT_STRING" ? (values as readonly Uint8Array[]) : [];
}

/** The elements as numbers (64-bit integers rounded to the nearest); `[]` for strings. */
export function tensorNumbers({ dtype, values }: Tensor): Float64Array {
  if (dtype === "DT_STRING") return new Float64Array();
  return Float64Array.from(values as ArrayLike<number | bigint | boolean>, Number);
}
