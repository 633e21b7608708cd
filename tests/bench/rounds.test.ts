import { describe, expect, it } from "vitest";
import { alternate, rowOf } from "./rounds.mjs";

/** Contenders that write down when they run; each run takes 1 ms more than the last of the same contender. */
function contenders(names: readonly string[], log: string[]) {
  return names.map((implementation) => {
    let ms = 0;
    const run = async (): Promise<number> => {
      log.push(implementation);
      return ++ms;
    };
    return { implementation, threads: 1, run, cpu: () => new Map([["main", 10 * ms]]) };
  });
}

describe("alternate", () => {
  it("runs every contender once a round, back and forth, after warming each up", async () => {
    const log: string[] = [];
    await alternate("W1", contenders(["a", "b", "c"], log), { rounds: 3, warmUps: 2 });
    expect(log.join("")).toBe("aabbcc" + "abc" + "cba" + "abc");
  });

  it("keeps the times of rounds by round, and no warm-up's", async () => {
    const [a, b] = await alternate("W1", contenders(["a", "b"], []), { rounds: 3, warmUps: 2 });
    expect(a).toEqual({
      workload: "W1",
      implementation: "a",
      threads: 1,
      times: [3, 4, 5],
      cpuTimes: [10, 10, 10],
    });
    expect(b?.times).toEqual([3, 4, 5]);
  });
});

describe("rowOf", () => {
  it("has what --json promises", () => {
    const timed = {
      workload: "W2",
      implementation: "JAX",
      threads: 2,
      times: [5, 3.00049, 4],
      cpuTimes: [1, 2, 3],
    };
    expect(rowOf(timed)).toEqual({
      workload: "W2",
      implementation: "JAX",
      threads: 2,
      medianMs: 4,
      minMs: 3,
      rounds: 3,
    });
  });
});
