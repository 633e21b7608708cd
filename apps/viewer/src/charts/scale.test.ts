import { describe, expect, it } from "vitest";
import { extentOf, padded, scaleOf, shownDomain, withZero } from "./scale.ts";
import { magnified, moved } from "./zoom.ts";

describe("a scale", () => {
  it.each(["linear", "log"] as const)("%s: maps ends to ends and back", (kind) => {
    const scale = scaleOf(kind, [0.5, 8], [300, 20]);
    expect(scale.map(0.5)).toBeCloseTo(300, 9);
    expect(scale.map(8)).toBeCloseTo(20, 9);
    for (const value of [0.5, 1, 3, 8]) {
      expect(scale.invert(scale.map(value))).toBeCloseTo(value, 9);
    }
  });

  it("puts a logarithm's middle at the geometric mean, and zero far below", () => {
    const scale = scaleOf("log", [1, 100], [0, 100]);
    expect(scale.map(10)).toBeCloseTo(50, 9);
    expect(scale.map(0)).toBeLessThan(-1000);
    expect(scale.map(Number.NaN)).toBeNaN();
  });
});

describe("a domain", () => {
  it("holds all finite values", () => {
    expect(extentOf([3, Number.NaN, 1], [2, Number.POSITIVE_INFINITY])).toEqual([1, 3]);
  });

  it("has a width, whatever the values", () => {
    expect(shownDomain("linear", [2, 2])).toEqual([1.8, 2.2]);
    expect(shownDomain("linear", extentOf([]))).toEqual([0, 1]);
    expect(shownDomain("log", [-1, 10])).toEqual([0.001, 10]);
    expect(shownDomain("log", [-2, -1])).toEqual([0.1, 1]);
  });

  it("has the zero that is near, and ends there", () => {
    expect(withZero([0.2, 1])).toEqual([0, 1]);
    expect(withZero([5, 6])).toEqual([5, 6]);
    expect(padded("linear", [0, 1])[0]).toBe(0);
  });
});

describe("zooming", () => {
  const axis = { label: "x", kind: "linear", domain: [0, 10] } as const;

  it("leaves the value under the pointer where it is", () => {
    const [low, high] = magnified(axis, [0, 10], 2, 2);
    expect([low, high]).toEqual([1, 6]);
    const log = { ...axis, kind: "log", domain: [1, 100] } as const;
    const [from, to] = magnified(log, [1, 100], 10, 2);
    expect(from).toBeCloseTo(Math.sqrt(10), 9);
    expect(to).toBeCloseTo(10 * Math.sqrt(10), 9);
  });

  it("ends at limits", () => {
    let shown: readonly [number, number] = [0, 10];
    for (let i = 0; i < 100; i++) shown = magnified(axis, shown, 5, 2);
    expect(shown[1] - shown[0]).toBeCloseTo(1e-5, 12);
    for (let i = 0; i < 100; i++) shown = magnified(axis, shown, 5, 0.5);
    expect(shown[1] - shown[0]).toBeCloseTo(40, 9);
  });

  it("moves by shares of what is shown", () => {
    expect(moved(axis, [2, 4], 0.5)).toEqual([3, 5]);
  });
});
