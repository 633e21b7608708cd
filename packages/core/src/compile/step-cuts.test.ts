import { describe, expect, it } from "vitest";
import { optimize } from "../optimize/passes.ts";
import { geneRing } from "./fixtures/graphs.ts";
import { randomGraph } from "./fixtures/random-graph.ts";
import { planKernel } from "./kernel-plan.ts";
import { planStep } from "./step-plan.ts";

const plans = [
  planKernel(optimize(geneRing([1, 0.2, 0.2], ["moments"]), { values: new Map([["n", 6]]) }).graph),
  planKernel(randomGraph(4, 5, 200)),
];

describe("planStep", () => {
  it("cuts a long chain of stages, and leaves a short step whole", () => {
    expect(plans[0] && planStep(plans[0], true).segments.length).toBeGreaterThan(1);
    const short = planKernel(randomGraph(1, 1, 0));
    expect(planStep(short, true).segments).toHaveLength(1);
  });

  for (const fma of [true, false]) {
    it(`reads only what an earlier segment wrote or the step was given ${fma ? "with" : "without"} FMA`, () => {
      for (const plan of plans) {
        const { segments, planeOf } = planStep(plan, fma);
        const written = new Set<unknown>();
        for (const { statements, reads, writes } of segments) {
          const known = new Set<unknown>(reads);
          for (const node of reads) expect(written.has(node)).toBe(true);
          for (const { operands, result } of statements) {
            for (const node of operands) {
              const given = node.inputs.length === 0 || !node.shape.includes("paths");
              expect(given || known.has(node)).toBe(true);
            }
            known.add(result);
          }
          for (const node of writes) {
            expect(known.has(node) && planeOf.has(node)).toBe(true);
            written.add(node);
          }
        }
        expect(segments.flatMap(({ states }) => states).toSorted()).toEqual(
          plan.next.map((_, i) => i),
        );
      }
    });
  }
});
