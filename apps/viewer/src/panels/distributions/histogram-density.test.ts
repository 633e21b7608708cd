import { describe, expect, it } from "vitest";
import { HistogramDensity, percentile } from "./histogram-density.ts";
import { shownRows, timesFrom } from "./shown-times.ts";

// Below the bins 2 paths, in the four bins 0, 6, 0, 1, above them 1.
const bins = { low: 1, width: 0.5, count: 4 };
const density = new HistogramDensity({ bins, counts: Float64Array.of(2, 0, 6, 0, 1, 1) });

describe("a histogram as a density", () => {
  it("has an area of one, but for the paths outside its bins", () => {
    expect(density.paths).toBe(10);
    const area = density.densities().reduce((sum, one) => sum + one * density.width, 0);
    expect(area).toBeCloseTo(0.7, 12);
    expect([density.below, density.above]).toEqual([2, 1]);
  });

  it("knows the share below every value: exactly at edges, linearly between", () => {
    expect([0, 1, 1.5, 1.75, 2, 2.5, 3, 99].map((value) => density.shareBelow(value))).toEqual([
      0.2, 0.2, 0.2, 0.5, 0.8, 0.8, 0.9, 0.9,
    ]);
  });

  it("finds bins, the fullest of them, and the range that holds paths", () => {
    expect([0.9, 1, 1.99, 2.99, 3].map((value) => density.binAt(value))).toEqual([
      undefined,
      0,
      1,
      3,
      undefined,
    ]);
    expect(density.mode).toEqual({ value: 1.75, density: 1.2 });
    expect(density.range).toEqual([1.5, 3]);
  });

  it("leaves out no more than the share it is told to", () => {
    const even = new HistogramDensity({
      bins: { low: 0, width: 1, count: 100 },
      counts: Float64Array.from({ length: 102 }, (_, i) => (i > 0 && i < 101 ? 1 : 0)),
    });
    expect(even.rangeBut(0.05)).toEqual([5, 95]);
    expect(even.rangeBut(0)).toEqual([0, 100]);
  });

  it("is nothing without paths", () => {
    const empty = new HistogramDensity({ bins, counts: new Float64Array(6) });
    expect(empty.shareBelow(2)).toBe(0);
    expect([...empty.densities()]).toEqual([0, 0, 0, 0]);
    expect(empty.range).toEqual([Number.NaN, Number.NaN]);
  });
});

it("takes percentiles of numbers", () => {
  expect(percentile([3, 1, 2, Number.NaN], 0.5)).toBe(2);
  expect(percentile([], 0.5)).toBeNaN();
});

it("overlays the article's times, scaled, or those asked for", () => {
  const times = Float64Array.from({ length: 91 }, (_, k) => k / 10);
  expect(shownRows(times, [])).toEqual([10, 20, 90]);
  expect(shownRows(times, timesFrom("0, 9, 3.04, x"))).toEqual([0, 30, 90]);
});
