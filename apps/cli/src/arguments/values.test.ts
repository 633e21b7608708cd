import { describe, expect, it } from "vitest";
import { readAssignments, readNumber, readSeed, readSweeps } from "./values.ts";

describe("readNumber", () => {
  it.each([
    ["1", 1],
    ["-0.5", -0.5],
    [".25", 0.25],
    ["1e-3", 1e-3],
    ["100_000", 100_000],
  ])("reads %s", (text, value) => {
    expect(readNumber("--dt", text)).toBe(value);
  });

  it.each(["", "abc", "1,000", "0x10", "Infinity", "NaN", "1e999", "1 2", "--"])(
    "refuses %j",
    (text) => {
      expect(() => readNumber("--dt", text)).toThrow(`--dt is "${text}", expected a number`);
    },
  );
});

describe("readSeed", () => {
  it("is exact beyond 2^53", () => {
    expect(readSeed("--seed", "18446744073709551615")).toBe(2n ** 64n - 1n);
  });

  it.each(["-1", "1.5", "1e3", "x"])("refuses %s", (text) => {
    expect(() => readSeed("--seed", text)).toThrow("expected a whole number from 0");
  });
});

describe("readAssignments", () => {
  it("reads names and values, a parameter called __proto__ included", () => {
    const read = readAssignments("--set", ["K=1.5", "n = 2", "__proto__=3"]);
    expect(Object.entries(read)).toEqual([
      ["K", 1.5],
      ["n", 2],
      ["__proto__", 3],
    ]);
  });

  it.each([
    [["K"], '--set is "K", expected name=value'],
    [["=1"], "expected name=value"],
    [["K="], "expected name=value"],
    [["K=1", "K=2"], "--set sets K twice"],
    [["K=one"], '--set K is "one", expected a number'],
  ])("refuses %j", (entries, message) => {
    expect(() => readAssignments("--set", entries)).toThrow(message);
  });
});

describe("readSweeps", () => {
  it("reads a range", () => {
    expect(readSweeps("--sweep", ["K=-1:1e0:5"])).toEqual([
      { name: "K", from: -1, to: 1, count: 5 },
    ]);
  });

  it.each([
    [["K=1:2"], "expected name=from:to:count"],
    [["K=1:2:3:4"], "expected name=from:to:count"],
    [["K=1:2:0"], "has 0 values"],
    [["K=1:2:2.5"], "has 2.5 values"],
    [["K=1:2:3", "K=1:2:3"], "--sweep sweeps K twice"],
  ])("refuses %j", (entries, message) => {
    expect(() => readSweeps("--sweep", entries)).toThrow(message);
  });
});
