import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slotOf } from "./accumulator.ts";
import { binsFor, edgesOf } from "./bins.ts";

const finite = fc.double({ min: -1e30, max: 1e30, noNaN: true });

describe("binsFor", () => {
  it("covers the article's range with bins of a power of two", () => {
    expect(binsFor([0, 1.2], 50)).toEqual({ low: -0.15625, width: 0.03125, count: 50 });
  });

  it("covers any range, with edges that are exact multiples of a power of two", () => {
    fc.assert(
      fc.property(finite, finite, fc.integer({ min: 2, max: 1024 }), (a, b, count) => {
        fc.pre(a !== b);
        const bins = binsFor([Math.min(a, b), Math.max(a, b)], count);
        expect(Number.isInteger(Math.log2(bins.width))).toBe(true);
        expect(Number.isInteger(bins.low / bins.width)).toBe(true);
        expect(slotOf(bins, Math.min(a, b))).toBeGreaterThanOrEqual(1);
        expect(slotOf(bins, Math.max(a, b))).toBeLessThanOrEqual(count);
      }),
    );
  });

  it("puts narrow bins around values that are all the same", () => {
    const bins = binsFor([0.5, 0.5], 128);
    const slot = slotOf(bins, 0.5);
    expect(slot).toBeGreaterThan(1);
    expect(slot).toBeLessThan(128);
    expect(bins.width).toBeLessThan(0.001);
  });

  it("nests: the edges of coarser bins are edges of finer ones", () => {
    const fine = new Set(edgesOf(binsFor([0, 1], 256)));
    const coarse = edgesOf(binsFor([0.25, 0.75], 16));
    expect(
      [...coarse].filter((edge) => edge >= 0 && edge <= 1).every((edge) => fine.has(edge)),
    ).toBe(true);
  });
});
