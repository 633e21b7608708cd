import { describe, expect, it } from "vitest";
import { nearest } from "./nearest.ts";

describe("nearest", () => {
  it.each([
    ["rnu", "run"],
    ["milstien", "milstein"],
    ["Sigma", "sigma"],
    ["sgma", "sigma"],
    ["sigmaa", "sigma"],
  ])("takes %s for %s", (given, meant) => {
    expect(nearest(given, ["run", "view", "milstein", "sigma", "graph"])).toBe(meant);
  });

  it("takes the nearest, and the first of equally near ones", () => {
    expect(nearest("x4", ["x1", "x2"])).toBe("x1");
    expect(nearest("on", ["one", "on2x"])).toBe("one");
  });

  it("guesses nothing that is far", () => {
    expect(nearest("theta", ["run", "sigma"])).toBeUndefined();
    expect(nearest("run", [])).toBeUndefined();
  });
});
