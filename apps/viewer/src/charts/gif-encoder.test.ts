import { expect, it } from "vitest";
import { GifEncoder } from "./gif-encoder.ts";

it("writes a looping GIF with all frames", () => {
  const encoder = new GifEncoder();
  for (const shade of [0, 128, 255]) {
    encoder.add(new Uint8ClampedArray(4 * 6 * 5).fill(shade), 6, 5, 100);
  }
  const bytes = encoder.finish();
  const text = Buffer.from(bytes).toString("latin1");
  expect(text.slice(0, 6)).toBe("GIF89a");
  expect([bytes[6], bytes[8]]).toEqual([6, 5]);
  expect(text).toContain("NETSCAPE2.0");
  expect(text.split("\u0021\u00f9\u0004")).toHaveLength(4);
  expect(bytes.at(-1)).toBe(0x3b);
});
