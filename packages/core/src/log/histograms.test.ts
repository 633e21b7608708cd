import { describe, expect, it } from "vitest";
import type { SeriesSummary } from "../summary/series-summary.ts";
import { histogramTables, histogramValue } from "./histograms.ts";

/** Bins [0, 1), [1, 2), [2, 3), [3, 4) with counts below, in and above them. */
function seriesOf(...counts: readonly number[]): SeriesSummary {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return {
    name: "x",
    kind: "species",
    unit: "nM",
    count: Float64Array.of(total),
    mean: Float64Array.of(1),
    variance: Float64Array.of(1),
    min: Float64Array.of(-0.5),
    max: Float64Array.of(7.25),
    bins: [{ low: 0, width: 1, count: 4 }],
    histogram: [Float64Array.from(counts)],
  };
}

function rowsOf(series: SeriesSummary, dtype: "float32" | "float64" = "float32"): number[][] {
  const { data } = histogramValue(series, 0, true, { dtype, timeUnit: "h" });
  if (data.kind !== "tensor" || data.tensor.dtype === "DT_STRING") throw new Error("no numbers");
  const { values, shape } = data.tensor;
  return Array.from({ length: shape[0] ?? 0 }, (_, i) => [...values.subarray(3 * i, 3 * i + 3)]);
}

describe("a histogram for TensorBoard", () => {
  it("leaves out empty outer bins, not those between", () => {
    expect(rowsOf(seriesOf(0, 0, 5, 0, 2, 0))).toEqual([
      [1, 2, 5],
      [2, 3, 0],
      [3, 4, 2],
    ]);
  });

  it("has what fell outside of the bins up to the exact extremes", () => {
    expect(rowsOf(seriesOf(3, 0, 0, 0, 0, 4))).toEqual([
      [-0.5, 0, 3],
      [0, 1, 0],
      [1, 2, 0],
      [2, 3, 0],
      [3, 4, 0],
      [4, 7.25, 4],
    ]);
  });

  it("is empty if nothing was counted", () => {
    expect(rowsOf(seriesOf(0, 0, 0, 0, 0, 0))).toEqual([]);
  });

  it("keeps counts exact beyond what single precision can hold", () => {
    const many = 2 ** 24 + 1;
    expect(rowsOf(seriesOf(0, many, 0, 0, 0, 0))).toEqual([[0, 1, many]]);
    expect(histogramTables(seriesOf(0, many, 0, 0, 0, 0))[1].values).toEqual(Float64Array.of(many));
  });

  it("is in double precision when the run is", () => {
    const value = histogramValue(seriesOf(0, 1, 0, 0, 0, 0), 0, true, {
      dtype: "float64",
      timeUnit: undefined,
    });
    expect(value.data).toMatchObject({ tensor: { dtype: "DT_DOUBLE" } });
  });

  it("says the units of both axes, once", () => {
    const format = { dtype: "float32", timeUnit: "h" } as const;
    expect(histogramValue(seriesOf(1, 0, 0, 0, 0, 0), 0, true, format).description).toContain(
      "nM; time in h",
    );
    expect(histogramValue(seriesOf(1, 0, 0, 0, 0, 0), 0, false, format).plugin).toBeUndefined();
  });
});
