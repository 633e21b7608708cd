import { defineModel, type Expression } from "@driftgraph/core";
import { describe, expect, it } from "vitest";

const base = {
  name: "test",
  interpretation: "ito",
  parameters: { a: 1, b: 2 },
  state: { x: 1 },
  diffusion: { x: "b" },
} as const;

describe("a model written with functions", () => {
  it("knows the file and line of each call", () => {
    const { drift, file } = defineModel({ ...base, drift: { x: ({ x }) => x.exp() } });
    expect(drift[0]?.origin?.file).toMatch(/call-site\.test\.ts$/);
    expect(drift[0]?.origin?.line).toBeGreaterThan(10);
    expect(file).toMatch(/call-site\.test\.ts$/);
  });

  it("names the line that uses an unknown symbol", () => {
    const drift = { x: (symbols: Readonly<Record<string, Expression>>) => symbols.aa?.neg() ?? 0 };
    expect(() => defineModel({ ...base, drift })).toThrow(
      /^unknown name "aa" in the drift of x\n {2}at .*call-site\.test\.ts:\d+:\d+\n {2}Did you mean "a"\?/,
    );
  });
});
