import { describe, expect, it } from "vitest";
import { constant, elementwise } from "../graph/build.ts";
import { nodesOf, scanOf } from "../graph/graph.ts";
import { perPath } from "../graph/shape.ts";
import { findScheme } from "../schemes/registry.ts";
import { buildSimulation } from "../simulation/build.ts";
import { repressilator, switchModel } from "./fixtures/circuits.ts";
import { optimize } from "./passes.ts";
import { exponentParameters } from "./specialize.ts";

const built = buildSimulation(switchModel, { scheme: findScheme("rk4-article") }).graph;
const { graph, passes } = optimize(built, { values: new Map([["n", 6]]) });

/** How often each op is applied to per-path values in a step. */
function operations(of: typeof graph): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const node of nodesOf(scanOf(of)?.attributes.body ?? of)) {
    if (perPath(node.shape) && node.inputs.length > 0) counts[node.op] = (counts[node.op] ?? 0) + 1;
  }
  return counts;
}

describe("the article's switch with rk4-article", () => {
  it("has the exponent n alone to specialize", () => {
    expect(exponentParameters(built)).toEqual(new Set(["n"]));
    const threeGenes = buildSimulation(repressilator).graph;
    expect(exponentParameters(threeGenes)).toEqual(new Set(["n"]));
  });

  it("needs no power any more, and one division a stage and species", () => {
    expect(operations(built)).toMatchInlineSnapshot(`
      {
        "add": 32,
        "div": 8,
        "mul": 38,
        "pow": 8,
        "sub": 8,
      }
    `);
    expect(operations(graph)).toMatchInlineSnapshot(`
      {
        "add": 30,
        "div": 8,
        "mul": 52,
        "sub": 10,
      }
    `);
  });

  it("passes four numbers into the loop, each computed once a run", () => {
    const body = scanOf(graph)?.attributes.body;
    expect(body?.arguments.map(({ attributes }) => attributes.name)).toEqual([
      "x1",
      "x2",
      "K^6",
      "K^6*dt",
      "1/(1+K^6)*dt",
      "sigma*sqrt(dt)",
    ]);
    for (const node of body ? nodesOf(body) : []) {
      if (!perPath(node.shape)) expect(["argument", "constant"]).toContain(node.op);
    }
  });

  it("gets there by these passes", () => {
    const steps = passes.map(
      ({ name, before, after, costBefore, costAfter }) =>
        `${name}: ${before} → ${after} nodes, ${costBefore} → ${costAfter}`,
    );
    expect(steps).toMatchInlineSnapshot(`
      [
        "specialize: 150 → 150 nodes, 49800 → 49800",
        "propagate-constants: 150 → 148 nodes, 49800 → 49800",
        "common-subexpressions: 148 → 131 nodes, 49800 → 49800",
        "algebraic-rules: 131 → 132 nodes, 49800 → 49800",
        "scalar-factors: 132 → 132 nodes, 49800 → 49600",
        "distribute-scalars: 132 → 140 nodes, 49600 → 48800",
        "integer-powers: 140 → 156 nodes, 48800 → 19200",
        "common-subexpressions: 156 → 140 nodes, 19200 → 19200",
        "hoist-invariants: 140 → 140 nodes, 19200 → 19200",
        "common-subexpressions: 140 → 138 nodes, 19200 → 19200",
      ]
    `);
  });

  it("keeps the power general when n is swept", () => {
    expect(operations(optimize(built).graph).pow).toBe(8);
  });

  it("hoists functions of time as one number a step", () => {
    const driven = { ...switchModel, drift: buildTimeDrift() };
    const optimized = optimize(
      buildSimulation(driven, { scheme: findScheme("euler-maruyama") }).graph,
    ).graph;
    const loop = scanOf(optimized);
    const series = loop?.inputs.filter(({ shape }) => shape.includes("steps")) ?? [];
    expect(series.map(({ op }) => op)).toEqual(["mul"]);
  });
});

function buildTimeDrift(): typeof switchModel.drift {
  const { time, state, drift } = switchModel;
  const [x1 = time] = state;
  const wave = mulSin(time);
  return [elementwise("sub", elementwise("mul", wave, constant(2)), x1), drift[1] ?? x1];
}

function mulSin(time: Parameters<typeof elementwise>[1]): ReturnType<typeof elementwise> {
  return elementwise("sin", elementwise("mul", constant(3), time));
}
