import type { RunData, SeriesData } from "@driftgraph/viewer";
import { expect, it } from "vitest";
import { csvChunks } from "./csv-writer.ts";

const statistics = (mean: number | null): SeriesData["statistics"] => ({
  mean: [mean],
  sd: [1e-7],
  min: [0],
  max: [2],
  q05: [0.1],
  q25: [0.2],
  q50: [0.3],
  q75: [0.4],
  q95: [0.5],
});

function run(name: string, mean: number | null, point: Readonly<Record<string, number>>): RunData {
  const series = {
    name,
    unit: undefined,
    statistics: statistics(mean),
    paths: [],
    samples: [],
    final: undefined,
  };
  return {
    name: "r",
    model: "m",
    title: undefined,
    timeUnit: undefined,
    times: [0.1],
    series: [series],
    facts: [],
    point,
    problems: [],
  };
}

it("writes a row for each logged time and series, numbers in full, what isn't known empty", () => {
  expect([...csvChunks([run("x", null, {})])].join("")).toBe(
    "t,species,mean,sd,min,max,q05,q25,q50,q75,q95\n0.1,x,,1e-7,0,2,0.1,0.2,0.3,0.4,0.5\n",
  );
});

it("has covariances, correlations and autocorrelations, where they were taken, behind the rest", () => {
  const of = run("x", 1, {});
  const [x] = of.series;
  const together = { "covariance:y": [0.25], "covarianceError:y": [null], autocorrelation: [1] };
  const text = [...csvChunks([{ ...of, series: x ? [{ ...x, together }, x] : [] }])].join("");
  expect(text.split("\n")).toEqual([
    "t,species,mean,sd,min,max,q05,q25,q50,q75,q95,covariance:y,covarianceError:y,autocorrelation",
    "0.1,x,1,1e-7,0,2,0.1,0.2,0.3,0.4,0.5,0.25,,1",
    "0.1,x,1,1e-7,0,2,0.1,0.2,0.3,0.4,0.5,,,",
    "",
  ]);
});

it("puts a sweep's values first, and quotes what needs it", () => {
  const lines = [...csvChunks([run('a,"b"', 1, { K: 0.5 }), run("x", 2, { K: 1 })])]
    .join("")
    .split("\n");
  expect(lines[0]).toBe("K,t,species,mean,sd,min,max,q05,q25,q50,q75,q95");
  expect(lines[1]).toBe('0.5,0.1,"a,""b""",1,1e-7,0,2,0.1,0.2,0.3,0.4,0.5');
  expect(lines[2]).toMatch(/^1,0\.1,x,2,/);
});
