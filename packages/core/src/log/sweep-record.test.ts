import { describe, expect, it } from "vitest";
import { linearValues } from "../run/sweep.ts";
import { pointNames } from "./sweep-record.ts";

const named = (...values: number[]): string[] => pointNames(values.map((sigma) => ({ sigma })));

describe("names of a sweep's points", () => {
  it("show values as a person would write them", () => {
    expect(pointNames([{ sigma: 0.1 + 0.2, K: 2 }])).toEqual(["sigma=0.3,K=2"]);
    expect(named(...linearValues(0, 1, 11))).toContain("sigma=0.3");
  });

  it("show more digits when fewer would make two the same", () => {
    expect(named(0.3, 0.1 + 0.2)).toEqual(["sigma=0.3", "sigma=0.30000000000000004"]);
  });

  it("are numbered when values repeat", () => {
    expect(named(1, 1)).toEqual(["1,sigma=1", "2,sigma=1"]);
  });

  it("are numbers alone when they would be too long for a folder", () => {
    const point = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`parameter${i}`, i]));
    expect(pointNames(Array.from({ length: 10 }, () => point))).toContain("point-01");
  });
});
