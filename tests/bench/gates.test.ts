import { describe, expect, it } from "vitest";
import { formatVerdicts, judge } from "./gates.mjs";
import { DRIFTGRAPH, DRIFTGRAPH_FMA, JAX, REFERENCE, SHELL_BARE, SHELL_RUN } from "./names.mjs";

const row = (workload: string, implementation: string, threads: number, ...times: number[]) => ({
  ...{ workload, implementation, threads, times },
  cpuTimes: times.map(() => Number.NaN),
});
const ALL = ["W1", "W2", "W3", "cold", "shell"];
const measured = (rows: Parameters<typeof judge>[0]) =>
  formatVerdicts(judge(rows, ALL).filter(({ verdict }) => verdict !== "not measured"));

describe("judge", () => {
  it("holds each ratio against the reference on as many threads", () => {
    const rows = [
      ...[row("W1", REFERENCE, 1, 10), row("W1", REFERENCE, 2, 5)],
      ...[row("W1", DRIFTGRAPH_FMA, 1, 23), row("W1", DRIFTGRAPH_FMA, 2, 11.6)],
      ...[row("W1", DRIFTGRAPH, 1, 29.1), row("W1", DRIFTGRAPH, 2, 14.4)],
    ];
    expect(measured(rows)).toMatchInlineSnapshot(`
      [
        "holds         W1, Driftgraph WASM + FMA on 1 thread takes at most 2.3× C++ AVX2: 2.30×",
        "fails         W1, Driftgraph WASM + FMA on 2 threads takes at most 2.3× C++ AVX2: 2.32×",
        "fails         W1, Driftgraph WASM on 1 thread takes at most 2.9× C++ AVX2: 2.91×",
        "holds         W1, Driftgraph WASM on 2 threads takes at most 2.9× C++ AVX2: 2.88×",
      ]
    `);
  });

  it("decides by time, and says what it is by processor time where that is known", () => {
    const rows = [
      { ...row("W3", REFERENCE, 1, 10), cpuTimes: [10] },
      { ...row("W3", DRIFTGRAPH_FMA, 1, 30), cpuTimes: [20] },
    ];
    expect(measured(rows)).toEqual([
      "fails         W3, Driftgraph WASM + FMA on 1 thread takes at most 2.2× C++ AVX2: 3.00× (2.00× by processor time)",
    ]);
  });

  it("asks more of W3 than of W1", () => {
    const rows = [row("W3", REFERENCE, 2, 10), row("W3", DRIFTGRAPH_FMA, 2, 22.5)];
    expect(
      judge(rows, ALL).find(({ gate }) => gate.startsWith("W3") && gate.includes("2 threads"))
        ?.verdict,
    ).toBe("fails");
  });

  it("compares the row with the most threads with JAX", () => {
    const rows = [
      row("W2", DRIFTGRAPH_FMA, 1, 40),
      row("W2", DRIFTGRAPH_FMA, 8, 20),
      row("W2", DRIFTGRAPH_FMA, 2, 30),
      row("W2", JAX, 8, 40),
    ];
    expect(measured(rows)).toMatchInlineSnapshot(`
      [
        "holds         W2, Driftgraph WASM + FMA on all threads takes at most half of JAX's warm time: 0.50×",
      ]
    `);
  });

  it("counts cold and shell gates in milliseconds, the shell's above a bare Node of the same round", () => {
    const rows = [
      row("cold", DRIFTGRAPH_FMA, 1, 59, 61, 40),
      ...[row("shell", SHELL_BARE, 1, 50, 150, 50), row("shell", SHELL_RUN, 2, 301, 399, 310)],
    ];
    expect(measured(rows)).toMatchInlineSnapshot(`
      [
        "holds         from the model to the first call of the kernel, cold, in less than 60 ms: 59.0 ms",
        "fails         driftgraph run switch takes at most 250 ms more than node -e 0: 251 ms more",
      ]
    `);
  });

  it("says of every gate without its rows that it was not measured, never that it holds", () => {
    const verdicts = judge([row("W1", DRIFTGRAPH_FMA, 1, 1), row("cold", REFERENCE, 1, 1)], ALL);
    expect(verdicts).toHaveLength(17);
    expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(new Set(["not measured"]));
  });

  it("leaves out the gates of workloads that nobody asked for", () => {
    expect(judge([], ["cold"])).toEqual([
      {
        gate: "from the model to the first call of the kernel, cold, in less than 60 ms",
        verdict: "not measured",
        measured: "one side is missing",
      },
    ]);
  });
});
