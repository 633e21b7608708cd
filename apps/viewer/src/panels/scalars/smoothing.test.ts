import { expect, it } from "vitest";
import { smoothed } from "./smoothing.ts";

it("leaves values as they are without a weight, and a constant with any", () => {
  expect([...smoothed([1, 5, 2], 0)]).toEqual([1, 5, 2]);
  expect([...smoothed([0.1, 0.1, 0.1], 0.9)]).toEqual([0.1, 0.1, 0.1]);
});

it("starts at the first value and weighs what came before", () => {
  const [first, second] = smoothed([2, 4], 0.5);
  expect(first).toBe(2);
  // (0.5 · 0.5 · 2 + 0.5 · 4) / (1 − 0.25)
  expect(second).toBeCloseTo(2.5 / 0.75, 12);
});

it("passes over what isn't finite", () => {
  const [a, gap, b] = smoothed([1, Number.NaN, 3], 0.5);
  expect([a, gap]).toEqual([1, Number.NaN]);
  expect(b).toBeCloseTo(1.75 / 0.75, 12);
});
