import { describe, expect, it } from "vitest";
import { resolveGrid } from "./time-grid.ts";

describe("resolveGrid", () => {
  it("takes 9 / 0.1 for 90 steps", () => {
    expect(resolveGrid(9, 0.1)).toEqual({ steps: 90, dt: 0.1, tEnd: 9, every: 1 });
  });

  it("logs every k-th step", () => {
    expect(resolveGrid(9, 0.1, 0.3).every).toBe(3);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("refuses dt = %d", (dt) => {
    expect(() => resolveGrid(1, dt)).toThrow(`dt is ${dt}, expected a positive number`);
  });

  it("says which dt or tEnd would do", () => {
    expect(() => resolveGrid(9, 0.07)).toThrow(
      "dt = 0.07 doesn't divide tEnd = 9: that would be 128.57143 steps\n" +
        "  Use dt = 0.069767442 (129 steps), or tEnd = 9.03.",
    );
  });

  it("refuses logged times that miss the end", () => {
    expect(() => resolveGrid(9, 0.1, 0.7)).toThrow("Use every = 0.6.");
  });
});
