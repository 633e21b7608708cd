import { wilsonInterval } from "@driftgraph/core";
import { describe, expect, it } from "vitest";
import type { SweepPoint, SweepResponse } from "../../reading/sweep-response.ts";
import { lineCount, MOST_LINES, sweepCurves } from "./sweep-curves.ts";

/** At the i-th time all statistics of a point are 100 times its K, ten times its s and i. */
function point(values: Readonly<Record<string, number>>): SweepPoint {
  const base = 100 * (values["K"] ?? 0) + 10 * (values["s"] ?? 0);
  const rows = Float64Array.of(base, base + 1, base + 2);
  return {
    run: JSON.stringify(values),
    values,
    statistics: new Map([
      [
        "x",
        new Map([
          ["mean", rows],
          ["q05", rows.map((value) => value - 5)],
          ["q50", rows],
          ["q95", rows.map((value) => value + 5)],
        ]),
      ],
    ]),
    events: new Map([
      ["high", { paths: Float64Array.of(10, 10, 10), holding: Float64Array.of(0, 5, 10) }],
    ]),
  };
}

function response(points: readonly SweepPoint[]): SweepResponse {
  return {
    parameters: Object.keys(points[0]?.values ?? {}),
    times: Float64Array.of(0, 1, 2),
    timeUnit: "h",
    series: [{ name: "x", title: "protein", unit: "nM" }],
    events: [{ name: "high", title: undefined }],
    points,
    total: points.length,
  };
}

describe("sweepCurves", () => {
  it("has the points in the order of the parameter, at the time that is nearest", () => {
    const swept = response([point({ K: 3 }), point({ K: 1 }), point({ K: 2 })]);
    const [x, high] = sweepCurves(swept, { across: "K", time: 1.2, series: [] });
    expect(x?.title).toBe("x · protein at t = 1 h");
    const [median, mean] = x?.curves ?? [];
    expect([...(median?.xs ?? [])]).toEqual([1, 2, 3]);
    expect([...(median?.ys ?? [])]).toEqual([101, 201, 301]);
    expect([...(median?.range?.lows ?? [])]).toEqual([96, 196, 296]);
    expect([...(mean?.ys ?? [])]).toEqual([101, 201, 301]);
    expect([...(high?.curves[0]?.ys ?? [])]).toEqual([0.5, 0.5, 0.5]);
    expect(high?.curves[0]?.range?.lows[0]).toBe(wilsonInterval(5, 10).low);
    expect(high?.domain).toEqual([0, 1]);
  });

  it("keeps its axis while the time moves", () => {
    const swept = response([point({ K: 1 }), point({ K: 2 })]);
    const at = (time: number) => sweepCurves(swept, { across: "K", time, series: [] })[0]?.domain;
    expect(at(0)).toEqual(at(2));
  });

  it("has a line for each choice of the other parameters", () => {
    const points = [1, 2].flatMap((K) => [7, 8, 9].map((s) => point({ K, s })));
    const swept = response(points);
    const lines = sweepCurves(swept, { across: "s", time: undefined, series: [] })[0]?.curves;
    expect(lines?.map(({ label }) => label)).toEqual(["K = 1", "K = 2"]);
    expect([...(lines?.[1]?.ys ?? [])]).toEqual([272, 282, 292]);
    expect(new Set(lines?.map(({ colour }) => colour)).size).toBe(2);
    expect(lineCount(swept, "K")).toBe(3);
  });

  it("draws no more lines than can be told apart", () => {
    const points = Array.from({ length: 12 }, (_, i) => point({ K: 1, s: i }));
    const curves = sweepCurves(response(points), { across: "K", time: undefined, series: [] });
    expect(curves[0]?.curves).toHaveLength(MOST_LINES);
  });

  it("leaves a gap where a point has no numbers yet", () => {
    const short = { ...point({ K: 2 }), statistics: new Map() };
    const swept = response([point({ K: 1 }), short]);
    const [x] = sweepCurves(swept, { across: "K", time: undefined, series: [] });
    expect([...(x?.curves[0]?.ys ?? [])]).toEqual([102, Number.NaN]);
  });
});
