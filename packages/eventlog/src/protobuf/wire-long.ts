import protobuf from "protobufjs/minimal.js";

/** The two halves of a 64-bit integer, for protobufjs; `fromWireInt64` makes a number or bigint of it. */
class WireLong {
  readonly low: number;
  readonly high: number;
  readonly unsigned: boolean;

  constructor(low: number, high: number, unsigned: boolean) {
    this.low = low | 0;
    this.high = high | 0;
    this.unsigned = unsigned;
  }

  static fromBits(low: number, high: number, unsigned: boolean): WireLong {
    return new WireLong(low, high, unsigned);
  }

  static isLong(value: unknown): value is WireLong {
    return value instanceof WireLong;
  }
}

/**
 * Makes protobufjs read 64-bit integers whole, whoever bundles it.
 *
 * It looks for the package `long` by itself, and where a bundler doesn't give it that, it silently rounds. Only the
 * halves are wanted, so this class does.
 */
export function keepWholeIntegers(): void {
  const util: { Long: unknown } = protobuf.util;
  util.Long = WireLong;
  protobuf.configure();
}
