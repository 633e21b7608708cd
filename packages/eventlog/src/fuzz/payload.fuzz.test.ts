import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MalformedMessageError } from "../errors.ts";
import { decodeEvent } from "../event/decode.ts";
import { encodeRecord } from "../framing/record.ts";
import { decodeGraph } from "../graph/graph-def.ts";
import { decodeHParams } from "../hparams/hparams.ts";
import { EventFile } from "../log/event-file.ts";
import { decodeRunMetadata } from "../profile/decode.ts";
import { bytesSource } from "../source/bytes-source.ts";
import { verifyEventFile } from "../verify/verify-event-file.ts";

/** Bytes that look like protobuf: fields of small numbers and all wire types, nested. */
const message: fc.Arbitrary<number[]> = fc.letrec<{ message: number[] }>((tie) => ({
  message: fc
    .array(
      fc.oneof(
        { depthSize: "small" },
        fc
          .tuple(fc.integer({ min: 1, max: 10 }), fc.nat(200))
          .map(([field, value]) => [
            8 * field,
            ...(value < 128 ? [value] : [(value & 127) | 128, 1]),
          ]),
        fc
          .tuple(fc.integer({ min: 1, max: 10 }), fc.uint8Array({ minLength: 8, maxLength: 8 }))
          .map(([field, bytes]) => [8 * field + 1, ...bytes]),
        fc
          .tuple(fc.integer({ min: 1, max: 10 }), fc.uint8Array({ minLength: 4, maxLength: 4 }))
          .map(([field, bytes]) => [8 * field + 5, ...bytes]),
        fc
          .tuple(fc.integer({ min: 1, max: 15 }), tie("message"))
          .map(([field, bytes]) => [8 * field + 2, ...lengthOf(bytes.length), ...bytes]),
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.flat()),
})).message;

function lengthOf(length: number): readonly number[] {
  return length < 128 ? [length] : [(length & 127) | 128, length >> 7];
}

const payload = fc.oneof(
  message.map((bytes) => Uint8Array.from(bytes)),
  fc.uint8Array({ maxLength: 200 }),
);

describe("a payload that anybody may have written", () => {
  it.each([
    ["an event", decodeEvent],
    ["a graph", decodeGraph],
    ["a profile", decodeRunMetadata],
    ["hparams", decodeHParams],
  ])("is %s, or a MalformedMessageError", (_, decode) => {
    fc.assert(
      fc.property(payload, (bytes) => {
        try {
          decode(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedMessageError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("never keeps a file from being indexed and verified", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(payload, { maxLength: 4 }), async (payloads) => {
        const bytes = Uint8Array.from(payloads.flatMap((data) => [...encodeRecord(data)]));
        const file = new EventFile("a", bytesSource(bytes));
        await file.refresh({ finished: true });
        expect(file.records).toBe(payloads.length);
        for (const series of file.series) await file.values(series);
        await verifyEventFile({ path: "a", source: bytesSource(bytes) });
      }),
      { numRuns: 500 },
    );
  });
});
