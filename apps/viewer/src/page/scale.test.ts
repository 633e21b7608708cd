import { describe, expect, it } from "vitest";
import { linearScale, tickLabel, ticks } from "./scale.ts";

describe("linearScale", () => {
  it("maps a domain to pixels", () => {
    const scale = linearScale([0, 10], [100, 200]);
    expect([0, 5, 10].map(scale)).toEqual([100, 150, 200]);
  });

  it("widens a domain without width, zero too", () => {
    expect(linearScale([4, 4], [0, 100])(4)).toBe(50);
    expect(linearScale([0, 0], [0, 100])(0)).toBe(50);
  });
});

describe("ticks", () => {
  it.each([
    [[0, 9], 6, [0, 2, 4, 6, 8]],
    [[0, 1], 4, [0, 0.5, 1]],
    [[-1.2, 1.3], 5, [-1, -0.5, 0, 0.5, 1]],
  ] as const)("chooses round values in %j", (domain, count, values) => {
    expect(ticks(domain, count).map((value) => Number(value.toPrecision(12)))).toEqual(values);
  });
});

describe("tickLabel", () => {
  it.each([
    [0.30000000000000004, "0.3"],
    [-2, "−2"],
    [1e-7, "1×10⁻⁷"],
    [1e21, "1×10²¹"],
  ])("writes %d as %s", (value, label) => {
    expect(tickLabel(value)).toBe(label);
  });
});
