import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Accumulator } from "./accumulator.ts";
import { binsFor } from "./bins.ts";
import { quantile, type SeriesSummary } from "./series-summary.ts";

/** A one-time summary of values, whose bins cover only a part of them. */
function summarize(values: readonly number[], range: readonly [number, number]): SeriesSummary {
  const accumulator = new Accumulator(binsFor(range, 32), 0.5);
  for (const value of values) accumulator.add(value);
  return {
    name: "x",
    kind: "species",
    unit: undefined,
    count: Float64Array.of(accumulator.count),
    mean: Float64Array.of(accumulator.mean),
    variance: Float64Array.of(accumulator.variance),
    min: Float64Array.of(accumulator.min),
    max: Float64Array.of(accumulator.max),
    bins: [accumulator.bins],
    histogram: [accumulator.histogram],
  };
}

describe("quantile", () => {
  it("is within its stated error of the sample's quantile, inside and outside the bins", () => {
    const values = fc.array(fc.double({ min: -3, max: 4, noNaN: true }), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(values, fc.double({ min: 0.001, max: 1, noNaN: true }), (sample, p) => {
        const { value, error } = quantile(summarize(sample, [0, 1]), 0, p);
        const sorted = sample.toSorted((a, b) => a - b);
        const exact = sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
        expect(Math.abs(value - exact)).toBeLessThanOrEqual(error + 1e-12);
      }),
    );
  });

  it("is exact when all values are the same", () => {
    expect(quantile(summarize([0.5, 0.5, 0.5], [0, 1]), 0, 0.5)).toEqual({
      value: 0.5,
      error: 0,
      coarse: false,
    });
  });

  it("is a guess where many values share its bin", () => {
    const even = Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000);
    const crowded = [...even.map((u) => 0.001 * u), ...even];
    const of = (values: readonly number[], p: number) => quantile(summarize(values, [0, 1]), 0, p);
    expect(of(even, 0.3).coarse).toBe(false);
    expect(Math.abs(of(even, 0.3).value - 0.3)).toBeLessThan(0.01);
    expect(of(crowded, 0.25).coarse).toBe(true);
    expect(of(crowded, 0.9).coarse).toBe(false);
  });

  it("gives mean and variance of the sample", () => {
    const { mean, variance } = summarize([1, 2, 3, 4], [0, 5]);
    expect(mean[0]).toBeCloseTo(2.5, 14);
    expect(variance[0]).toBeCloseTo(5 / 3, 14);
  });
});
