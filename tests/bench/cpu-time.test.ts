import process from "node:process";
import { expect, it } from "vitest";
import { cpuTime } from "./cpu-time.mjs";

it.runIf(process.platform === "linux")("grows with the work of a process", async () => {
  const start = cpuTime(process.pid) ?? Number.NaN;
  const until = performance.now() + 50;
  while (performance.now() < until);
  const worked = (cpuTime(process.pid) ?? Number.NaN) - start;
  // A busy machine may give this loop a small share of its 50 ms only.
  expect(worked).toBeGreaterThan(1);
});

it("is unknown of a process that isn't there", () => {
  expect(cpuTime(2 ** 30)).toBeUndefined();
  expect(cpuTime(undefined)).toBeUndefined();
});
