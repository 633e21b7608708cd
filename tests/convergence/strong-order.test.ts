import {
  buildSimulation,
  findScheme,
  interpretPath,
  normalAt,
  seriesNodes,
} from "@driftgraph/core";
import { describe, expect, it } from "vitest";
import { brownianPath, endpoint, noiseAlong } from "./brownian-path.ts";
import { additive, cubic, decay, geometric, type Problem, stratonovich } from "./problems.ts";

const PATHS = 400;
const GRIDS = [8, 16, 32, 64];
/** For what is asymptotic only at small steps: the article's tableau has an entry of −7. */
const FINE_GRIDS = [64, 128, 256, 512];
const FINE_PATHS = 60;

/** scheme, problem, strong order expected, tolerance of the fitted slope, whether on fine grids. */
const TABLE: readonly (readonly [string, Problem, number, number, fine?: true])[] = [
  ["euler-maruyama", geometric, 0.5, 0.2],
  ["euler-maruyama", additive, 1, 0.2],
  ["euler-maruyama", stratonovich, 0.5, 0.2],
  ["rk4-article", geometric, 0.55, 0.2],
  ["rk4-article", additive, 1, 0.3, true],
  ["milstein", geometric, 1, 0.2],
  ["milstein", cubic, 1, 0.2],
  ["milstein", stratonovich, 1, 0.2],
  ["sriw1", geometric, 1.5, 0.25],
  ["sriw1", cubic, 1.5, 0.25],
  ["sriw1", stratonovich, 1.5, 0.25],
  ["sra1", additive, 2, 0.3], // superconverges on this problem
  ["rk4", decay, 4, 0.2],
];

/** Mean |x(1) − exact| over coupled paths, for each grid; seeded. */
function errors(
  problem: Problem,
  schemeName: string,
  grids: readonly number[],
  paths: number,
): number[] {
  const simulation = buildSimulation(problem.model, { scheme: findScheme(schemeName) });
  const [series] = seriesNodes(simulation);
  const parameters = new Map(
    problem.model.parameters.map(({ name, value }) => [
      name,
      value.op === "constant" ? value.attributes.value : 0,
    ]),
  );
  const totals = grids.map(() => 0);
  for (let path = 0; path < paths; path++) {
    let index = 0;
    const brownian = brownianPath(Math.max(...grids), 1, () =>
      normalAt([7, 0], path, "dW", index++),
    );
    const exact = problem.exact(endpoint(brownian));
    grids.forEach((steps, g) => {
      const noise = noiseAlong(brownian, steps);
      const inputs = {
        parameters,
        dt: 1 / steps,
        steps,
        every: steps,
        noise,
        round: (value: number) => value,
      };
      const values = series && interpretPath(simulation.graph, inputs).get(series);
      const end = values instanceof Float64Array ? (values.at(-1) ?? Number.NaN) : Number.NaN;
      totals[g] = (totals[g] ?? 0) + Math.abs(end - exact) / paths;
    });
  }
  return totals;
}

/** The slope of log error against log dt by least squares. */
function slope(grids: readonly number[], values: readonly number[]): number {
  const x = grids.map((steps) => -Math.log(steps));
  const y = values.map(Math.log);
  const mean = (v: readonly number[]): number => v.reduce((a, b) => a + b, 0) / v.length;
  const [mx, my] = [mean(x), mean(y)];
  const covariance = x.reduce((sum, value, i) => sum + (value - mx) * ((y[i] ?? 0) - my), 0);
  return covariance / x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
}

describe("strong convergence against exact solutions (coupled paths, seeded)", () => {
  const cases = TABLE.map(([scheme, problem, order, tolerance, fine]) => ({
    scheme,
    problem,
    order,
    tolerance,
    grids: fine ? FINE_GRIDS : GRIDS,
    paths: fine ? FINE_PATHS : PATHS,
  }));
  it.each(cases)("$scheme on $problem.name: order $order", (row) => {
    const { scheme, problem, order, tolerance, grids, paths } = row;
    const found = slope(grids, errors(problem, scheme, grids, paths));
    expect(Math.abs(found - order), `fitted order ${found.toFixed(2)}`).toBeLessThan(tolerance);
  });
});
