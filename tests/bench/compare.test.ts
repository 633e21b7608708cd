import { describe, expect, it } from "vitest";
import { compare, selected } from "./compare.mjs";
import { REFERENCE } from "./names.mjs";
import { MissingPeer, type Peer } from "./peer.mjs";

const ended: string[] = [];
const fake = (name: string, start?: () => never) => ({
  name,
  workloads: ["W1"] as const,
  threads: [1, 2],
  start: async () =>
    start?.() ?? {
      run: async (threads: number) => 10 / threads,
      ask: async (question: string) => `${question}!`,
      close: () => void ended.push(name),
    },
});

describe("compare", () => {
  it("has a row for each number of threads, and the reason of what is missing", async () => {
    const absent = fake("absent", () => {
      throw new MissingPeer("not installed");
    });
    const { timed, missing } = await compare("W1", [fake("here"), absent], 2);
    expect(
      timed.map(({ implementation, threads, times }) => [implementation, threads, times]),
    ).toEqual([
      ["here", 1, [10, 10]],
      ["here", 2, [5, 5]],
    ]);
    expect(missing).toEqual([{ implementation: "absent", reason: "not installed" }]);
  });

  it("notes what an implementation says of its runs on each number of threads", async () => {
    const talkative = {
      ...fake("here"),
      explain: (peer: Peer, threads: number) => peer.ask(`phases ${threads}`),
    };
    const { notes } = await compare("W1", [talkative], 1);
    expect(notes).toEqual(["here, 1: phases 1!", "here, 2: phases 2!"]);
  });

  it("fails when an implementation fails, and ends the others", async () => {
    ended.length = 0;
    const broken = fake("broken", () => {
      throw new Error("crashed");
    });
    await expect(compare("W1", [fake("here"), broken], 1)).rejects.toThrow("crashed");
    expect(ended).toEqual(["here"]);
  });

  it("leaves out what has no part in the workload", async () => {
    expect((await compare("W3", [fake("here")], 1)).timed).toEqual([]);
  });
});

describe("selected", () => {
  it("keeps the reference beside what is asked for", () => {
    const all = [
      fake(REFERENCE),
      fake("JAX"),
      fake("Driftgraph WASM"),
      fake("Driftgraph WASM + FMA"),
    ];
    expect(selected(all, ["fma", "jax"]).map(({ name }) => name)).toEqual([
      REFERENCE,
      "JAX",
      "Driftgraph WASM + FMA",
    ]);
    expect(selected(all, [])).toBe(all);
  });
});
