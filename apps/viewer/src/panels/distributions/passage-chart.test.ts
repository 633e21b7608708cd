import { describe, expect, it } from "vitest";
import { passageBins } from "./passage-chart.ts";

const times = Float64Array.of(0, 1, 3, 4);
const paths = new Float64Array(4).fill(200);

describe("the histogram of a first passage", () => {
  it("has the paths that first came to it between two logged times", () => {
    const bins = passageBins({ known: paths, reached: Float64Array.of(10, 30, 90, 90) }, times);
    expect([...bins.edges]).toEqual([...times]);
    expect([...bins.counts]).toEqual([20, 60, 0]);
    expect(bins.atStart).toBe(10);
    expect(bins.never).toBe(110);
  });

  it("has an area that is the share of the paths that came to it after the start", () => {
    const { densities, edges } = passageBins(
      { known: paths, reached: Float64Array.of(10, 30, 90, 90) },
      times,
    );
    const area = densities.reduce(
      (sum, density, k) => sum + density * ((edges[k + 1] ?? 0) - (edges[k] ?? 0)),
      0,
    );
    expect(area).toBeCloseTo(80 / 200, 12);
  });

  it("ends where the log does, of a run that was cancelled", () => {
    const bins = passageBins({ known: paths.slice(0, 2), reached: Float64Array.of(0, 5) }, times);
    expect([...bins.counts]).toEqual([5]);
    expect(bins.never).toBe(195);
  });
});
