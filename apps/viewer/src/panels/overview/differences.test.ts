import { describe, expect, it } from "vitest";
import type { RunEntry } from "../../reading/run-entry.ts";
import { differences } from "./differences.ts";

function entry(name: string, parameters: RunEntry["parameters"]): RunEntry {
  return {
    name,
    parameters,
    model: undefined,
    title: undefined,
    scheme: undefined,
    strongOrder: undefined,
    weakOrder: undefined,
    backend: undefined,
    paths: undefined,
    point: {},
    status: "unknown",
    progress: undefined,
    duration: undefined,
    startTime: undefined,
    version: 0,
    problems: 0,
  };
}

describe("what differs between runs", () => {
  it("is what has another value, or none, in one of them", () => {
    const runs = [
      entry("a", { sigma: 0.1, K: 0.5, scheme: "milstein" }),
      entry("b", { sigma: 0.3, K: 0.5, scheme: "milstein", extra: true }),
    ];
    expect(differences(runs)).toEqual([
      { name: "sigma", values: [0.1, 0.3] },
      { name: "extra", values: [undefined, true] },
    ]);
  });

  it("is nothing for equal runs and for one", () => {
    expect(differences([entry("a", { K: 1 }), entry("b", { K: 1 })])).toEqual([]);
    expect(differences([entry("a", { K: 1 })])).toEqual([]);
  });
});
