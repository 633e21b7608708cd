import { resolvePlan } from "@driftgraph/core";
import { models } from "@driftgraph/models";
import { describe, expect, it } from "vitest";
import { savedStride } from "./saving.ts";

const plan = resolvePlan(models.switch, { paths: 1000, tEnd: 9, dt: 0.1, every: 0.3 });
const ALL = { every: undefined };

describe("savedStride", () => {
  it("counts logged steps from one saved step to the next", () => {
    expect(savedStride(plan, ALL)).toBe(1);
    expect(savedStride(plan, { every: 0.9 })).toBe(3);
  });

  it.each([0.5, 0.1, 0, -0.3])("refuses %d, which is no multiple of the logged 0.3", (every) => {
    expect(() => savedStride(plan, { every })).toThrow("no multiple of 0.3");
  });

  it("refuses what leaves the last step out", () => {
    expect(() => savedStride(plan, { every: 1.2 })).toThrow("doesn't divide the end time 9");
  });

  it("refuses what doesn't fit into memory, before anything is run", () => {
    // 31 times × 2 species × 1000 paths × 4 bytes.
    expect(savedStride(plan, ALL, 311_000)).toBe(1);
    expect(() => savedStride(plan, ALL, 309_000)).toThrow(
      "all trajectories would take 0.000248 GB, and 0.000247 GB of memory can be used",
    );
  });
});
