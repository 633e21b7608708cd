import { defineModel, prepare, resolvePlan, type SimulateOptions } from "@driftgraph/core";
import { describe, expect, it } from "vitest";
import { savedModelFiles } from "../saved-model/saved-model.ts";
import { lowerForRuntime } from "./lower.ts";
import type { TensorFlowProgram } from "./program.ts";

const model = defineModel({
  name: "decay",
  interpretation: "ito",
  parameters: { k: 1, sigma: 0.3 },
  state: { x: 1, y: 0.5 },
  drift: { x: "-k*x", y: "x - y" },
  diffusion: { x: "sigma*x", y: "sigma" },
  positivity: { y: "clip" },
  events: { low: { when: "x < 0.5" } },
  run: { tEnd: 1, dt: 0.1, paths: 1000 },
});

function programOf(options: SimulateOptions = {}): TensorFlowProgram {
  const plan = resolvePlan(model, { scheme: "euler-maruyama", ...options });
  return lowerForRuntime(prepare(plan).optimized, plan);
}

const names = (specs: TensorFlowProgram["inputs"]): string[] => specs.map(({ name }) => name);

function functionsOf({ graph }: TensorFlowProgram): string[] {
  return (graph.library?.function ?? []).map(({ signature }) => signature.name);
}

describe("lowerForRuntime", () => {
  it("takes a block's paths, and gives its summaries", () => {
    const { inputs, outputs, series, violations, events, times } = programOf();
    expect(names(inputs)).toEqual([
      "parameters",
      "bins",
      "shifts",
      "seed",
      "first_path",
      "paths",
      "samples",
    ]);
    expect(names(outputs).sort()).toEqual([
      "counts",
      "events",
      "histogram",
      "moments",
      "sample_paths",
    ]);
    expect({ series, violations, events, times }).toEqual({
      series: ["x", "y"],
      violations: ["y"],
      events: ["low"],
      times: 11,
    });
  });

  it.each(["float32", "float64"] as const)("has only 32-bit tensors in %s", (dtype) => {
    const { inputs, outputs } = programOf({ dtype, save: { trajectories: true } });
    for (const spec of [...inputs, ...outputs]) expect(spec.dtype).toMatch(/^DT_(INT32|FLOAT)$/);
  });

  it("gives trajectories only when they are asked for", () => {
    expect(names(programOf().outputs)).not.toContain("trajectories");
    expect(names(programOf({ save: { trajectories: true } }).outputs)).toContain("trajectories");
  });

  it("is one loop over a step that is a function", () => {
    const program = programOf();
    expect(program.graph.node.filter(({ op }) => op === "StatelessWhile")).toHaveLength(1);
    expect(functionsOf(program)).toEqual(
      expect.arrayContaining(["step", "log", "body", "goes_on"]),
    );
  });

  it("draws two channels for two steps at a time", () => {
    // Two normals a step, four from a block of words.
    expect(functionsOf(programOf())).toContain("draw_dW");
  });

  it("takes summaries under a condition only if not every step is logged", () => {
    expect(functionsOf(programOf())).not.toContain("log_now");
    expect(functionsOf(programOf({ every: 0.5 }))).toContain("log_now");
  });

  it("refers only to what is there", () => {
    for (const { nodeDef, signature, ret } of programOf().graph.library?.function ?? []) {
      const known = new Set([
        ...nodeDef.map(({ name }) => name),
        ...signature.inputArg.map(({ name }) => name),
      ]);
      const used = [...nodeDef.flatMap(({ input }) => input), ...Object.values(ret)];
      for (const ref of used) expect(known).toContain(ref.replace(/(:\w+)+$/, ""));
    }
  });
});

describe("savedModelFiles", () => {
  it("are the model and the folder of its variables, of which it has none", () => {
    const files = savedModelFiles(programOf());
    expect([...files.keys()]).toEqual(["saved_model.pb", "variables/"]);
    const text = new TextDecoder("latin1").decode(files.get("saved_model.pb"));
    for (const part of ["serving_default", "with_defaults", "serve"]) expect(text).toContain(part);
  });
});
