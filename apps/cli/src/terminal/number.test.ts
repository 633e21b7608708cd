import { describe, expect, it } from "vitest";
import { showDuration } from "./duration.ts";
import { showCount, showExact, showLarge, showNumber } from "./number.ts";

describe("showNumber", () => {
  it.each([
    [0, "0"],
    [1, "1.000"],
    [-2.5, "−2.500"],
    [123.456, "123.5"],
    [123456, "123456"],
    [0.001234, "0.001234"],
    [1e-5, "1.000×10⁻⁵"],
    [-1.5e-12, "−1.500×10⁻¹²"],
    [6.02e23, "6.020×10²³"],
    [Number.NaN, "–"],
    [Number.NEGATIVE_INFINITY, "−∞"],
  ])("shows %d as %s", (value, text) => {
    expect(showNumber(value)).toBe(text);
  });
});

describe("showExact", () => {
  it.each([
    [0.1, "0.1"],
    [1e-7, "10⁻⁷"],
    [2.5e-7, "2.5×10⁻⁷"],
    [-1e21, "−1×10²¹"],
  ])("shows %d as %s", (value, text) => {
    expect(showExact(value)).toBe(text);
  });
});

describe("counts, rates and durations", () => {
  it("sets thousands apart", () => {
    expect([999, 36_000, 1_234_567].map(showCount)).toEqual(["999", "36,000", "1,234,567"]);
  });

  it("names large numbers", () => {
    expect([1234, 162_000_000, 2_500_000_000].map(showLarge)).toEqual([
      "1,234",
      "162 million",
      "2.50 billion",
    ]);
  });

  it("chooses the unit of a duration", () => {
    expect([3.21, 42.4, 1400, 125_000, 7_322_000].map(showDuration)).toEqual([
      "3.2 ms",
      "42 ms",
      "1.4 s",
      "2 min 5 s",
      "2 h 2 min",
    ]);
  });
});
