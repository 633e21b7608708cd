import { defineModel, hillRepression } from "@driftgraph/core";
import { describe, expect, it } from "vitest";

describe("a model in functions", () => {
  it("knows the lines of this file that its nodes came from", () => {
    const { drift, file } = defineModel({
      name: "lines",
      interpretation: "ito",
      parameters: { K: 1 },
      state: { x: 1 },
      drift: { x: ({ x, K }) => hillRepression(x, K, 2).sub(x) },
      diffusion: { x: 1 },
    });
    const [sub] = drift;
    const [hill] = sub?.inputs ?? [];
    expect(file).toMatch(/provenance\.test\.ts$/);
    expect(sub?.origin?.file).toBe(file);
    expect(sub?.origin?.line).toBeGreaterThan(5);
    expect(hill?.origin?.line).toBe(sub?.origin?.line);
    expect(hill?.scope).toBe("x/hill");
  });

  it("says in which line of this file an unknown symbol stands", () => {
    const define = () =>
      defineModel({
        name: "lines",
        interpretation: "ito",
        parameters: { gamma: 1 },
        state: { x: 1 },
        // @ts-expect-error a misspelt parameter
        drift: { x: ({ x, gama }) => x.mul(gama) },
        diffusion: { x: 1 },
      });
    expect(define).toThrow(
      /^unknown name "gama" in the drift of x\n {2}at .*provenance\.test\.ts:\d+:\d+\n {2}Did you mean "gamma"\?$/,
    );
  });

  it("says in which line of this file a model with a cycle stands", () => {
    const define = () =>
      defineModel({
        name: "cycle",
        interpretation: "ito",
        parameters: { a: "b", b: "a" },
        state: { x: 1 },
        drift: { x: 0 },
        diffusion: {},
      });
    expect(define).toThrow(/cycle: a → b → a\n {2}at .*provenance\.test\.ts:\d+:\d+$/);
  });
});
