/** A 64-bit integer: a number where that is exact (up to ±2^53), a bigint beyond. */
export type Int64 = number | bigint;

/** How protobufjs holds a 64-bit integer: two halves. It takes a safe integer as it is, too. */
export type WireInt64 =
  | number
  | { readonly low: number; readonly high: number; readonly unsigned?: boolean };

/** For protobufjs, which would write a bigint as 0. */
export function toWireInt64(value: Int64): WireInt64 {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  if (typeof value === "number") throw new RangeError(`${value} is not an integer within ±2^53`);
  if (value < -(2n ** 63n) || value >= 2n ** 64n)
    throw new RangeError(`${value} needs more than 64 bits`);
  const bits = BigInt.asUintN(64, value);
  return {
    low: Number(bits & 0xffffffffn),
    high: Number(bits >> 32n),
    unsigned: value >= 2n ** 63n,
  };
}

/** The exact value: a number if that is safe, otherwise a bigint. */
export function fromWireInt64(wire: WireInt64 | undefined | null): Int64 {
  if (wire === undefined || wire === null) return 0;
  if (typeof wire === "number") return wire;
  const high = wire.unsigned ? wire.high >>> 0 : wire.high | 0;
  const value = high * 2 ** 32 + (wire.low >>> 0);
  if (Number.isSafeInteger(value)) return value;
  return (BigInt(high) << 32n) | BigInt(wire.low >>> 0);
}

/** The nearest number, for sizes and times where a value beyond 2^53 need not be exact. */
export function approximateInt64(wire: WireInt64 | undefined | null): number {
  return Number(fromWireInt64(wire));
}
