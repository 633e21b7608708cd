import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Graph } from "../graph/graph.ts";
import { interpretPath, type PathInputs } from "../graph/interpret.ts";
import { printGraph } from "../graph/print.ts";
import { verify } from "../graph/verify.ts";
import { costOf } from "./cost.ts";
import { boundedResults, Undecided } from "./fixtures/error-bound.ts";
import { PARAMETERS, randomSimulation } from "./fixtures/random-simulation.ts";
import { optimize, PASSES } from "./passes.ts";
import { specialize } from "./specialize.ts";
import { allNodes } from "./uses.ts";

// Smooth numbers of order one, different for each step and channel.
const noise = {
  normal: (_: string, step: number, channel: number) => Math.sin(7 * step + 3 * channel + 1) * 1.3,
  uniform: () => 0.5,
  poisson: () => 1,
};

const inputs = (round: PathInputs["round"] = (value) => value): PathInputs => ({
  parameters: new Map(PARAMETERS.map((name, i) => [name, 0.75 + 0.5 * i])),
  dt: 0.125,
  steps: 3,
  every: 1,
  noise,
  round,
});

/** The series that each output summarizes. */
function results(graph: Graph, given: PathInputs): number[][] {
  const values = interpretPath(graph, given);
  return graph.outputs.map(({ node }) => {
    const series = node.inputs[0] && values.get(node.inputs[0]);
    return series instanceof Float64Array ? [...series].map((value) => value + 0) : [];
  });
}

/** Whether two graphs agree within the sum of their error bounds; true where there is no bound. */
function agree(built: Graph, optimized: Graph): void {
  let bounds: ReturnType<typeof boundedResults>;
  try {
    bounds = boundedResults(built, inputs());
  } catch (error) {
    if (error instanceof Undecided) return void fc.pre(false);
    throw error;
  }
  const actual = boundedResults(optimized, inputs());
  bounds.forEach((series, i) => {
    series.forEach((expected, k) => {
      const found = actual[i]?.[k];
      const bound = expected.error + (found?.error ?? 0) + Number.MIN_VALUE;
      expect(Math.abs((found?.value ?? Number.NaN) - expected.value)).toBeLessThanOrEqual(bound);
    });
  });
}

const runs = { numRuns: 300, seed: 20180401 };
const EXACT = [
  "propagate-constants",
  "fold-constants",
  "common-subexpressions",
  "hoist-invariants",
  "dead-code",
];

describe.each(PASSES.filter((pass, i) => PASSES.indexOf(pass) === i))("$name", (pass) => {
  it("gives a valid graph and records what became of each node", () => {
    fc.assert(
      fc.property(randomSimulation, (graph) => {
        const { graph: next, replaced } = pass.run(graph);
        verify(next);
        if (next === graph) return;
        for (const { node } of graph.outputs) expect(replaced.has(node)).toBe(true);
      }),
      runs,
    );
  });

  it("never grows the estimated cost", () => {
    fc.assert(
      fc.property(randomSimulation, (graph) => {
        expect(costOf(pass.run(graph).graph)).toBeLessThanOrEqual(costOf(graph));
      }),
      runs,
    );
  });

  if (EXACT.includes(pass.name)) {
    it.each([
      ["double", (value: number) => value],
      ["single", Math.fround],
    ] as const)("keeps the interpreter's values exactly in %s precision", (_, round) => {
      fc.assert(
        fc.property(randomSimulation, (graph) => {
          const next = pass.run(graph).graph;
          expect(results(next, inputs(round))).toEqual(results(graph, inputs(round)));
        }),
        runs,
      );
    });
  } else {
    it("keeps the values within the error bounds of the two graphs", () => {
      fc.assert(
        fc.property(randomSimulation, (graph) => agree(graph, pass.run(graph).graph)),
        runs,
      );
    });
  }
});

describe("optimize", () => {
  it("keeps the values within the error bounds of the two graphs", () => {
    fc.assert(
      fc.property(randomSimulation, (graph) => agree(graph, optimize(graph).graph)),
      runs,
    );
  });

  it("keeps the values when an exponent's parameter is specialized", () => {
    const values = new Map([["n", inputs().parameters.get("n") ?? 0]]);
    fc.assert(
      fc.property(randomSimulation, (graph) => agree(graph, optimize(graph, { values }).graph)),
      runs,
    );
  });

  it("reaches a fixpoint: optimizing again changes nothing", () => {
    fc.assert(
      fc.property(randomSimulation, (graph) => {
        const once = optimize(graph).graph;
        expect(printGraph(optimize(once).graph)).toBe(printGraph(once));
      }),
      runs,
    );
  });

  it("never grows the cost, pass by pass", () => {
    fc.assert(
      fc.property(randomSimulation, (graph) => {
        for (const { costBefore, costAfter } of optimize(graph).passes) {
          expect(costAfter).toBeLessThanOrEqual(costBefore);
        }
      }),
      runs,
    );
  });

  it("says for every built node what computes it now, and which pass removed it", () => {
    fc.assert(
      fc.property(randomSimulation, (graph) => {
        const { graph: next, replaced, passes } = optimize(graph);
        const present = new Set(allNodes(next));
        const removed = new Set(passes.flatMap((report) => report.removed));
        for (const node of allNodes(graph)) {
          const image = replaced.get(node);
          if (image) expect(present.has(image)).toBe(true);
          else expect(removed.has(node)).toBe(true);
        }
      }),
      runs,
    );
  });

  it("leaves no trace of a specialized parameter", () => {
    fc.assert(
      fc.property(randomSimulation, (graph) => {
        expect(printGraph(specialize(graph, new Map([["n", 2]])))).not.toContain("parameter n");
      }),
      { ...runs, numRuns: 50 },
    );
  });
});
