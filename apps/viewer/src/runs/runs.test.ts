import { describe, expect, it } from "vitest";
import type { RunEntry } from "../reading/run-entry.ts";
import { differences } from "./differences.ts";
import { filterRuns } from "./filter-runs.ts";
import { matchRuns } from "./match-runs.ts";
import { runTree } from "./run-tree.ts";
import { symbolOf } from "./symbol.ts";

function entry(name: string, changes: Partial<RunEntry> = {}): RunEntry {
  return {
    name,
    model: "switch",
    title: "Genetic switch",
    scheme: "Heun",
    strongOrder: 1,
    weakOrder: undefined,
    backend: "wasm",
    paths: 1000,
    parameters: { sigma: 0.1, n: 6, dt: 0.01 },
    point: {},
    status: "finished",
    progress: undefined,
    duration: 10,
    startTime: 1,
    version: 1,
    problems: 0,
    ...changes,
  };
}

const runs = [entry("switch-1"), entry("r-2", { model: "repressilator", title: undefined })];

describe("filterRuns", () => {
  const names = (text: string) => filterRuns(runs, text).map(({ name }) => name);

  it("finds words anywhere in what is known of a run", () => {
    expect(names("")).toHaveLength(2);
    expect(names("REPRESS wasm")).toEqual(["r-2"]);
    expect(names("sigma=0.1 genetic")).toEqual(["switch-1"]);
    expect(names("repress genetic")).toEqual([]);
    // Characters that mean something in a pattern are just characters.
    expect(names("(")).toEqual([]);
  });
});

describe("matchRuns", () => {
  it("takes a regular expression, and says what is wrong with one", () => {
    expect([...matchRuns(runs, "^r-\\d").names]).toEqual(["r-2"]);
    expect(matchRuns(runs, "(").problem).toMatch(/regular expression/i);
  });
});

describe("differences", () => {
  it("says in words what was given otherwise", () => {
    const other = entry("b", { parameters: { sigma: 0.3, n: 6, dt: 1e-5 }, scheme: "Milstein" });
    expect(differences(other, entry("a"))).toEqual([
      "σ 0.1→0.3",
      "dt 0.01→1 × 10⁻⁵",
      "scheme Heun→Milstein",
    ]);
    expect(differences(entry("a"), entry("b"))).toEqual([]);
  });

  it("compares the hyperparameters that logs of other programs both name", () => {
    const other = (parameters: RunEntry["parameters"]) =>
      entry("x", { model: undefined, scheme: undefined, parameters });
    const before = other({ rate: 0.1, kind: "sgd", depth: 3 });
    expect(differences(other({ rate: 0.2, kind: "sgd", width: 8 }), before)).toEqual([
      "rate 0.1→0.2",
    ]);
    expect(differences(other({}), before)).toEqual([]);
  });

  it("does not compare parameters of different models", () => {
    expect(differences(entry("b", { model: "x", parameters: {} }), entry("a"))).toEqual([]);
  });
});

describe("runTree", () => {
  it("puts a sweep's points under the run that made them, by their values", () => {
    const point = (sigma: number) =>
      entry(`sweep/sigma=${sigma}`, { point: { sigma }, startTime: 9 });
    const tree = runTree([entry("old"), point(0.2), point(0.1), entry("sweep", { startTime: 5 })]);
    expect(tree.map(({ run }) => run.name)).toEqual(["sweep", "old"]);
    expect(tree[0]?.points.map(({ name }) => name)).toEqual(["sweep/sigma=0.1", "sweep/sigma=0.2"]);
  });

  it("shows a point whose top run isn't there by itself", () => {
    expect(runTree([entry("a/x=1", { point: { x: 1 } })])).toHaveLength(1);
  });
});

it("writes Greek letters as such", () => {
  const all = ["sigma", "omega", "rho", "Gamma", "sigma_1", "beta2", "sigmoid", "n"];
  expect(all.map(symbolOf)).toEqual(["σ", "ω", "ρ", "Γ", "σ_1", "β2", "sigmoid", "n"]);
});
