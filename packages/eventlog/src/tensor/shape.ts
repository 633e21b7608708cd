import { fromWireInt64, toWireInt64 } from "../protobuf/int64.ts";
import type { ShapeMessage } from "../protobuf/messages.ts";

/** Sizes of a tensor's dimensions: `[]` is a scalar, -1 an unknown size, `null` an unknown rank. */
export type Shape = readonly number[] | null;

export function encodeShape(shape: Shape): ShapeMessage {
  if (shape === null) return { unknownRank: true };
  return { dim: shape.map((size) => ({ size: toWireInt64(size) })) };
}

export function decodeShape(message: ShapeMessage | null | undefined): Shape {
  if (message?.unknownRank) return null;
  return (message?.dim ?? []).map((dim) => Number(fromWireInt64(dim.size)));
}

/** The number of elements; 1 for a scalar. `undefined` when a size is unknown, negative or not finite. */
export function elementCount(shape: Shape): number | undefined {
  if (shape === null) return undefined;
  const count = shape.reduce((product, size) => product * (size < 0 ? Number.NaN : size), 1);
  return Number.isSafeInteger(count) ? count : undefined;
}
