import { describe, expect, it } from "vitest";
import { measure } from "./measure.ts";

/** A machine whose clock only goes on by what its workloads take; `costs` in milliseconds a repeat. */
function machine(costs: Record<string, (call: number) => number>) {
  let time = 0;
  const now = (): number => {
    time += 1e-5; // reading a clock takes time too
    return time;
  };
  const workloads = new Map(
    Object.entries(costs).map(([key, cost]) => {
      let calls = 0;
      const run = (repeats: number): void => {
        time += repeats * cost(calls++);
      };
      return [key, run] as const;
    }),
  );
  return { now, workloads };
}

describe("measure", () => {
  it("finds the time of each workload, however short", () => {
    const { now, workloads } = machine({ short: () => 2e-6, long: () => 0.5 });
    const nanos = measure(workloads, { now, budget: 3 });
    expect(nanos.get("short")).toBeCloseTo(2, 1);
    expect(nanos.get("long")).toBeCloseTo(5e5, -3);
  });

  it("takes the least: interruptions and slow first rounds don't count", () => {
    const { now, workloads } = machine({
      op: (call) => (call < 5 || call % 3 === 0 ? 4e-4 : 1e-4),
    });
    expect(measure(workloads, { now, budget: 1 }).get("op")).toBeCloseTo(100, 0);
  });

  it("goes on a while after the budget as long as code still gets faster", () => {
    const slowly = machine({ op: (call) => 1e-3 * 0.8 ** call });
    const start = slowly.now();
    measure(slowly.workloads, { now: slowly.now, budget: 1 });
    const spent = slowly.now() - start;
    expect(spent).toBeGreaterThan(1);
    expect(spent).toBeLessThan(3);
  });

  it("ends near its budget when all is settled", () => {
    const { now, workloads } = machine({ a: () => 1e-4, b: () => 3e-4 });
    const start = now();
    measure(workloads, { now, budget: 4 });
    expect(now() - start).toBeLessThan(5);
  });

  it("measures nothing by a clock that stands still", () => {
    const { workloads } = machine({ op: () => 1e-4 });
    expect(measure(workloads, { now: () => 5, budget: 1 }).size).toBe(0);
  });

  it("works with a clock that shows whole tenths of a millisecond", () => {
    const { now, workloads } = machine({ op: () => 1e-4 });
    const coarse = (): number => Math.floor(now() * 10) / 10;
    expect(measure(workloads, { now: coarse, budget: 20 }).get("op")).toBeGreaterThan(80);
  });
});
