import { type LoggedRun, RunLogReader } from "@driftgraph/core";
import { describe, expect, it } from "vitest";
import { sweepResponse } from "./sweep-response.ts";

const EMPTY = new RunLogReader().read();

function sweep(count: number): NonNullable<LoggedRun["sweep"]> {
  const points = Array.from({ length: count }, (_, i) => ({ run: `K=${i}`, values: { K: i } }));
  return { parameters: ["K"], points };
}

const logged = (times: readonly number[]): LoggedRun => ({
  ...EMPTY,
  times: Float64Array.from(times),
});

describe("sweepResponse", () => {
  it("has the points that have numbers, and says how many there are", async () => {
    const response = await sweepResponse(sweep(4), async (run) => {
      if (run === "K=0") return undefined;
      return run === "K=1" ? logged([]) : logged(run === "K=2" ? [0, 1] : [0, 1, 2]);
    });
    expect(response.points.map(({ run }) => run)).toEqual(["K=2", "K=3"]);
    expect([...response.times]).toEqual([0, 1, 2]);
    expect(response.total).toBe(4);
  });

  it("reads some of very many points, the first and the last among them", async () => {
    const read: string[] = [];
    await sweepResponse(sweep(1000), async (run) => {
      read.push(run);
      return logged([0]);
    });
    expect(read.length).toBeLessThan(100);
    expect(read[0]).toBe("K=0");
    expect(read.at(-1)).toBe("K=999");
    expect(new Set(read).size).toBe(read.length);
  });
});
