import { describe, expect, it } from "vitest";
import { countText, numberText, quantityText, tickTexts } from "./number-text.ts";

describe("numbers in text", () => {
  it.each([
    [0, "0"],
    [0.5, "0.5"],
    [-0.25, "−0.25"],
    [1 / 3, "0.3333"],
    [1.00001, "1"],
    [12345.678, "12\u202f346"],
    [1e-5, "1 × 10⁻⁵"],
    [-1.23456e-7, "−1.235 × 10⁻⁷"],
    [6.02214076e23, "6.022 × 10²³"],
    [0.00099996, "1 × 10⁻³"],
    [Number.NaN, "–"],
    [Number.POSITIVE_INFINITY, "∞"],
    [Number.NEGATIVE_INFINITY, "−∞"],
  ])("writes %d as %s", (value, text) => {
    expect(numberText(value)).toBe(text);
  });

  it("never writes an e", () => {
    for (let exponent = -300; exponent <= 300; exponent += 7) {
      expect(numberText(1.5 * 10 ** exponent)).not.toMatch(/e/);
    }
  });

  it("puts digits of counts in groups, and units behind values", () => {
    expect(countText(50_000)).toBe("50\u202f000");
    expect(countText(9999)).toBe("9999");
    expect(quantityText(1.5, "min")).toBe("1.5 min");
  });
});

describe("texts of ticks", () => {
  it("have the same decimals", () => {
    expect(tickTexts([0, 0.5, 1])).toEqual(["0.0", "0.5", "1.0"]);
    expect(tickTexts([-0.05, 0, 0.05])).toEqual(["−0.05", "0.00", "0.05"]);
    expect(tickTexts([0, 20_000])).toEqual(["0", "20\u202f000"]);
  });

  it("share a power of ten where they are very small or large", () => {
    expect(tickTexts([0, 1e-5, 2e-5])).toEqual(["0", "1 × 10⁻⁵", "2 × 10⁻⁵"]);
    expect(tickTexts([9.5e6, 1e7])).toEqual(["0.95 × 10⁷", "1.00 × 10⁷"]);
  });

  it("of a logarithmic axis are powers", () => {
    expect(tickTexts([1e-4, 1e-3, 1, 1e6], "log")).toEqual(["10⁻⁴", "0.001", "1", "10⁶"]);
  });
});
