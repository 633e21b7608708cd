import { describe, expect, it } from "vitest";
import { scanOf } from "../graph/graph.ts";
import { printGraph } from "../graph/print.ts";
import { defineModel } from "../model/define-model.ts";
import type { Interpretation } from "../model/model.ts";
import { proveNoise } from "../model/noise-structure.ts";
import { SCHEMES } from "../schemes/registry.ts";
import { buildSimulation } from "./build.ts";

const geometric = (interpretation: Interpretation) =>
  defineModel({
    name: "geometric",
    interpretation,
    parameters: { a: 1, b: 0.5 },
    state: { x: 1 },
    drift: { x: "a*x" },
    diffusion: { x: "b*x" },
  });

const cases = (["ito", "stratonovich"] as const).flatMap((interpretation) => {
  const model = geometric(interpretation);
  const { structure } = proveNoise(model);
  return SCHEMES.filter((scheme) => !("refusal" in scheme.order(structure))).map((scheme) => ({
    interpretation,
    model,
    scheme,
    name: scheme.name,
  }));
});

describe("a model of either calculus", () => {
  it.each(cases)("$interpretation by $name: is converted, visibly, where it must be", (row) => {
    const { interpretation, model, scheme } = row;
    const simulation = buildSimulation(model, { scheme, summaries: ["moments"] });
    const body = scanOf(simulation.graph)?.attributes.body;
    const native = scheme.interpretations.includes(interpretation);
    expect(simulation.model.interpretation === interpretation).toBe(native);
    expect(body !== undefined && printGraph(body).includes("/ito_correction")).toBe(!native);
  });
});
