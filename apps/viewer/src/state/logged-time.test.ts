import { describe, expect, it } from "vitest";
import { rowAt } from "./logged-time.ts";

describe("the row of a time", () => {
  const times = Float64Array.of(0, 0.5, 1, 4);

  it("is the nearest logged one", () => {
    expect([-1, 0, 0.2, 0.3, 0.9, 2.4, 2.6, 9].map((time) => rowAt(times, time))).toEqual([
      0, 0, 0, 1, 2, 2, 3, 3,
    ]);
  });

  it("is the last one if no time is given", () => {
    expect(rowAt(times, undefined)).toBe(3);
    expect(rowAt([], undefined)).toBe(0);
    expect(rowAt([0], 7)).toBe(0);
  });
});
