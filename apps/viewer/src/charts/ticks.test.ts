import { describe, expect, it } from "vitest";
import { linearTicks, niceStep, ticksOf } from "./ticks.ts";

describe("ticks", () => {
  it("are round and exact", () => {
    expect(linearTicks([0, 0.9], 9)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
    expect(linearTicks([-1, 9], 5)).toEqual([0, 2, 4, 6, 8]);
    expect(linearTicks([0.123, 0.124], 2)).toEqual([0.123, 0.1235, 0.124]);
  });

  it("are about as many as asked for, at any scale", () => {
    for (let exponent = -12; exponent <= 12; exponent++) {
      for (const width of [1, 1.7, 3.3, 7]) {
        const ticks = linearTicks([0, width * 10 ** exponent], 6);
        expect(ticks.length).toBeGreaterThanOrEqual(4);
        expect(ticks.length).toBeLessThanOrEqual(11);
      }
    }
  });

  it("are none of a domain that has no width", () => {
    expect(linearTicks([1, 1], 5)).toEqual([]);
    expect(linearTicks([Number.NaN, 1], 5)).toEqual([]);
  });

  it("of many decades are powers of ten with the digits between", () => {
    const { major, minor } = ticksOf("log", [0.005, 20], 6);
    expect(major).toEqual([0.01, 0.1, 1, 10]);
    expect(minor[0]).toBeCloseTo(0.005, 12);
    expect(minor.at(-1)).toBe(20);
    expect(ticksOf("log", [1e-20, 1e20], 5).major.length).toBeLessThanOrEqual(6);
  });

  it("of less than two decades are round values", () => {
    expect(ticksOf("log", [2, 9], 4).major).toEqual([2, 4, 6, 8]);
  });

  it("have steps of 1, 2 or 5", () => {
    expect([0.13, 0.22, 0.4, 0.8].map(niceStep)).toEqual([0.1, 0.2, 0.5, 1]);
  });
});
