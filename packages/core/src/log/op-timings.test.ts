import { describe, expect, it } from "vitest";
import { profileRun } from "../profile/profile.ts";
import { runCircuit } from "./fixtures/small-runs.ts";
import { nameGraph } from "./named-graph.ts";
import { opTimings } from "./op-timings.ts";

describe("the profile over the run's graph", () => {
  it("has time, type, shape and bytes of each timed op, scope by scope", async () => {
    const run = await runCircuit();
    const { ops } = profileRun(run, { now: () => performance.now(), budget: 1 });
    const timings = opTimings(ops, nameGraph(run.optimized.graph, run.plan));
    expect(new Set(timings.map(({ name }) => name)).size).toBe(timings.length);
    const total = timings.reduce((sum, { nanos }) => sum + nanos, 0);
    const expected = ops.reduce((sum, { selfTime = 0 }) => sum + 1000 * selfTime, 0);
    expect(total).toBeCloseTo(expected, 3);
    const less = timings.find(({ name }) => name.includes("positivity") && name.endsWith("/less"));
    expect(less).toMatchObject({ bytes: 600, outputs: [{ dtype: "DT_BOOL", shape: [600] }] });
    const histogram = timings.find(({ name }) => name === "summaries/x1/histogram");
    expect(histogram?.outputs[0]?.shape[0]).toBe(9);
    const steps = timings.map(({ name }) => name.startsWith("scan/"));
    expect(steps.lastIndexOf(true) - steps.indexOf(true) + 1).toBe(steps.filter(Boolean).length);
  });
});
