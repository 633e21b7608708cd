import process from "node:process";
import { describe, expect, it } from "vitest";
import { cpuBetween, cpuTimes } from "./cpu-time.mjs";

describe("cpuTimes", () => {
  it.runIf(process.platform === "linux")("grow with the work of a process", () => {
    const before = cpuTimes(process.pid);
    const until = performance.now() + 50;
    while (performance.now() < until);
    // A busy machine may give this loop a small share of its 50 ms only.
    expect(cpuBetween(before, cpuTimes(process.pid))).toBeGreaterThan(1);
  });

  it("are unknown of a process that isn't there", () => {
    expect(cpuTimes(2 ** 30)?.size).toBeUndefined();
    expect(cpuTimes(undefined)).toBeUndefined();
  });
});

describe("cpuBetween", () => {
  const before = new Map([
    ["main", 100],
    ["worker that ends", 5000],
  ]);
  const after = new Map([
    ["main", 110],
    ["new worker", 7],
  ]);

  it("counts new threads, and nothing twice or backwards when one ends", () => {
    expect(cpuBetween(before, after)).toBe(17);
  });

  it("is NaN where the system doesn't tell", () => {
    expect(cpuBetween(undefined, after)).toBeNaN();
    expect(cpuBetween(before, undefined)).toBeNaN();
  });
});
