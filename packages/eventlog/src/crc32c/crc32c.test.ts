import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeRecord } from "../framing/record.ts";
import { advance, crc32c, maskedCrc32c } from "./crc32c.ts";
import { shiftRegister } from "./shift.ts";

const bytes = (count: number, at: (i: number) => number) =>
  Uint8Array.from({ length: count }, (_, i) => at(i));

describe("crc32c", () => {
  it.each([
    ["32 zeros", bytes(32, () => 0), 0x8a9136aa],
    ["32 ones", bytes(32, () => 0xff), 0x62a8ab43],
    ["32 ascending bytes", bytes(32, (i) => i), 0x46dd794e],
    ["32 descending bytes", bytes(32, (i) => 31 - i), 0x113fdb5c],
    ["123456789", new TextEncoder().encode("123456789"), 0xe3069283],
  ])("has the value of RFC 3720, B.4, for %s", (_, data, expected) => {
    expect(crc32c(data)).toBe(expected);
  });

  it("masks as TensorFlow does", () => {
    const payload = Uint8Array.of(0x1a, 0x11, ...new TextEncoder().encode("CRC test, one two"));
    expect(maskedCrc32c(payload)).toBe(0x5794d08a);
    expect([...encodeRecord(payload).slice(-4)]).toEqual([0x8a, 0xd0, 0x94, 0x57]);
  });

  it("goes on from the CRC of what comes before", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (data, at) => {
        const cut = Math.min(at, data.length);
        expect(crc32c(data, cut, data.length, crc32c(data, 0, cut))).toBe(crc32c(data));
      }),
    );
  });
});

describe("shiftRegister", () => {
  it("is what as many zero bytes do", () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.nat(5000), (register, count) => {
        const slow = advance(register, new Uint8Array(count), 0, count) >>> 0;
        expect(shiftRegister(register, count)).toBe(slow);
      }),
    );
  });

  it("adds up over lengths that nobody would feed it", () => {
    const far = 2 ** 40 + 12345;
    expect(shiftRegister(shiftRegister(0xdeadbeef, far), 77)).toBe(
      shiftRegister(0xdeadbeef, far + 77),
    );
  });
});
