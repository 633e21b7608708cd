import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MalformedMessageError } from "../errors.ts";
import { eventCodec } from "./codec.ts";
import { WireCursor } from "./cursor.ts";
import { fromWireInt64, toWireInt64 } from "./int64.ts";

/** A step, through protobufjs' writer, read by the cursor. */
function through(step: number | bigint): number {
  const cursor = new WireCursor();
  cursor.reset(eventCodec.encode({ step: toWireInt64(step) }));
  return cursor.next() ? cursor.varint() : 0;
}

describe("WireCursor", () => {
  it("reads every safe integer exactly, negative ones, too", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (step) => {
        expect(through(step)).toBe(step);
      }),
      {
        numRuns: 500,
        examples: [[-1], [-(2 ** 31)], [2 ** 53 - 1], [-(2 ** 53) + 1], [127], [128]],
      },
    );
  });

  it("reads larger ones to the nearest number", () => {
    expect(through(2n ** 62n + 1n)).toBe(2 ** 62);
    expect(through(-(2n ** 63n))).toBe(-(2 ** 63));
  });

  it("throws one kind of error, whatever the bytes are, and always ends", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const cursor = new WireCursor();
        cursor.reset(bytes);
        try {
          while (cursor.next()) cursor.skip();
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedMessageError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("64-bit integers", () => {
  it("go through protobufjs without loss", () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), (value) => {
        const { step } = eventCodec.decode(eventCodec.encode({ step: toWireInt64(value) }));
        expect(BigInt(fromWireInt64(step))).toBe(value);
      }),
    );
  });

  it("are refused where they are none", () => {
    expect(() => toWireInt64(0.5)).toThrow(RangeError);
    expect(() => toWireInt64(2 ** 53)).toThrow(RangeError);
    expect(() => toWireInt64(2n ** 64n)).toThrow(RangeError);
  });
});
