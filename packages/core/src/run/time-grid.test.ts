import { describe, expect, it } from "vitest";
import { resolveGrid, timeOfStep } from "./time-grid.ts";

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
        "  Use dt = 0.0697674419 (129 steps), or tEnd = 9.03.",
    );
  });

  it.each([
    [9, 0.7],
    [9, 0.07],
    [1, 0.3],
    [100, 7],
    [1, 100],
    [1e-3, 3.3e-7],
  ])("takes what it says would do: tEnd = %d, dt = %d", (tEnd, dt) => {
    const refusal = (() => {
      try {
        resolveGrid(tEnd, dt);
      } catch (error) {
        return String(error);
      }
      return "";
    })();
    const [, step, steps, end] =
      /Use dt = (\S+) \((\d+) steps?\), or tEnd = (\S+)\.$/.exec(refusal) ?? [];
    expect(resolveGrid(tEnd, Number(step)).steps).toBe(Number(steps));
    expect(resolveGrid(Number(end), dt).steps).toBe(Number(steps));
  });

  it("refuses logged times that miss the end", () => {
    expect(() => resolveGrid(9, 0.1, 0.7)).toThrow("Use every = 0.6.");
  });
});

describe("timeOfStep", () => {
  it.each([
    [0.1, 9],
    [0.02, 20],
    [0.004, 1],
    [0.3, 9],
    [0.15, 0.9],
    [1.5, 9],
  ])("of steps of %d to %d is the number that one would write", (dt, tEnd) => {
    const grid = resolveGrid(tEnd, dt);
    for (let k = 0; k <= grid.steps; k++) {
      const time = timeOfStep(k, dt);
      expect(time).toBe(Number((k * dt).toFixed(3)));
    }
    expect(timeOfStep(grid.steps, dt)).toBe(tEnd);
  });

  it("of steps that are no part of a unit is rounded to 15 digits", () => {
    expect(timeOfStep(3, 1 / 7)).toBe(3 / 7);
    expect(timeOfStep(3, 0.7)).toBe(2.1);
    expect(timeOfStep(9, 10 / 9)).toBe(10);
  });
});
