import { describe, expect, it } from "vitest";
import { allocate, costOf } from "./allocation.ts";

describe("the allocation of paths to levels", () => {
  const levels = [
    { variance: 4, cost: 1 },
    { variance: 1, cost: 4 },
  ];

  it("is in proportion to the root of variance over cost", () => {
    // Σ √(V C) = 2 + 2; N = √(4/1)·4/0.1² and √(1/4)·4/0.1².
    expect(allocate(levels, 0.1)).toEqual([800, 200]);
    expect(costOf(levels, 0.1)).toBeCloseTo(1600, 9);
  });

  it("reaches the error, and no other of the same cost reaches a smaller one", () => {
    const variance = (paths: readonly number[]): number =>
      levels.reduce((sum, level, l) => sum + level.variance / (paths[l] ?? 0), 0);
    expect(variance([800, 200])).toBeCloseTo(0.01, 12);
    for (const shift of [-100, -4, 4, 100]) {
      expect(variance([800 + 4 * shift, 200 - shift])).toBeGreaterThan(0.01);
    }
  });

  it("gives each level a path", () => {
    expect(allocate([{ variance: 0, cost: 9 }], 1)).toEqual([1]);
  });
});
