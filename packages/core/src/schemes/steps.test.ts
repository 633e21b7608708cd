import { describe, expect, it } from "vitest";
import { scanOf } from "../graph/graph.ts";
import { interpretPath, type PathNoise } from "../graph/interpret.ts";
import { printGraph } from "../graph/print.ts";
import { defineModel } from "../model/define-model.ts";
import type { Model } from "../model/model.ts";
import { buildSimulation } from "../simulation/build.ts";
import { seriesNodes } from "../simulation/series.ts";
import { findScheme, orderOf, SCHEMES } from "./registry.ts";

const ode = defineModel({
  name: "ode",
  interpretation: "ito",
  parameters: { a: 1 },
  state: { x: 1 },
  drift: { x: "-a*x" },
  diffusion: {},
});
const additive = defineModel({ ...define("additive"), diffusion: { x: "s" } });
const geometric = defineModel({ ...define("geometric"), diffusion: { x: "s*x" } });

function define(name: string) {
  return {
    name,
    interpretation: "ito",
    parameters: { a: 1, s: 0.5 },
    state: { x: 1 },
    drift: { x: "-a*x" },
  } as const;
}

const MODELS: Readonly<Record<string, Model>> = {
  "euler-maruyama": geometric,
  "rk4-article": geometric,
  milstein: geometric,
  "implicit-euler": geometric,
  "rk4-kasdin": geometric,
  platen: geometric,
  "stochastic-heun": geometric,
  dri1: geometric,
  sra1: additive,
  sra3: additive,
  sosra: additive,
  sriw1: geometric,
  sosri: geometric,
  rk4: ode,
};

/** x after one step of 0.1 with given normals. */
function oneStep(model: Model, scheme: string, dW: number, dZ = 0): number {
  const simulation = buildSimulation(model, { scheme: findScheme(scheme) });
  const [series] = seriesNodes(simulation);
  const noise: PathNoise = {
    normal: (stream) => (stream === "dW" ? dW : dZ),
    uniform: () => Number.NaN,
    poisson: () => Number.NaN,
  };
  const parameters = new Map([
    ["a", 1],
    ["s", 0.5],
  ]);
  const inputs = {
    parameters,
    dt: 0.1,
    steps: 1,
    every: 1,
    noise,
    round: (value: number) => value,
  };
  const values = series && interpretPath(simulation.graph, inputs).get(series);
  return values instanceof Float64Array ? (values[1] ?? Number.NaN) : Number.NaN;
}

describe("one step", () => {
  it("of Euler–Maruyama is x + a dt + b dW", () => {
    expect(oneStep(geometric, "euler-maruyama", 0.7)).toBeCloseTo(
      1 - 0.1 + 0.5 * Math.sqrt(0.1) * 0.7,
      14,
    );
  });

  it("of Milstein adds ½ b b′ (dW² − dt)", () => {
    const dW = Math.sqrt(0.1) * 0.7;
    const expected = 1 - 0.1 + 0.5 * dW + 0.5 * 0.25 * (dW * dW - 0.1);
    expect(oneStep(geometric, "milstein", 0.7)).toBeCloseTo(expected, 14);
  });

  it("of the classical Runge–Kutta method is exp(−dt) to fifth order", () => {
    expect(oneStep(ode, "rk4", 0)).toBeCloseTo(1 - 0.1 + 0.01 / 2 - 0.001 / 6 + 0.0001 / 24, 14);
  });

  it("of the article's scheme is its program, line by line", () => {
    const [dt, s, x] = [0.1, 0.5, 1];
    const noise = Math.sqrt(dt) * s * x * 0.7; // one normal, the diffusion at x_n
    const k = (at: number): number => dt * -at + noise;
    const k1 = k(x);
    const k2 = k(x + 2.7164439626486 * k1);
    const k3 = k(x - 6.95653259006152 * k1 + 0.78313689457981 * k2);
    const k4 = k(x + 0 * k1 + 0.48257353309214 * k2); // without a43·k3
    const expected =
      x +
      0.47012396888046 * k1 +
      0.36597075368373 * k2 +
      0.08906615686702 * k3 +
      0.07483912056879 * k4;
    expect(oneStep(geometric, "rk4-article", 0.7)).toBeCloseTo(expected, 14);
  });

  it("of SRA1 and SRIW1 uses the second normal of a step", () => {
    expect(oneStep(additive, "sra1", 0.7, 0.3)).not.toBe(oneStep(additive, "sra1", 0.7, -0.3));
    expect(oneStep(geometric, "sriw1", 0.7, 0.3)).not.toBe(oneStep(geometric, "sriw1", 0.7, -0.3));
  });
});

describe("the step's graph", () => {
  it.each(SCHEMES.map(({ name }) => name))("of %s", (name) => {
    const model = MODELS[name];
    if (!model) throw new Error(`no model for ${name}`);
    const { graph } = buildSimulation(model, { scheme: findScheme(name), summaries: ["moments"] });
    const body = scanOf(graph)?.attributes.body;
    expect(body && printGraph(body)).toMatchSnapshot();
  });
});

describe("orderOf", () => {
  it("states the order for the proved structure", () => {
    expect(orderOf(findScheme("euler-maruyama"), "diagonal-own")).toEqual({ strong: 0.5, weak: 1 });
    expect(orderOf(findScheme("euler-maruyama"), "additive")).toEqual({ strong: 1, weak: 1 });
    expect(orderOf(findScheme("sriw1"), "diagonal-own")).toEqual({ strong: 1.5, weak: 2 });
  });

  it("refuses what doesn't apply, with an alternative", () => {
    expect(() => orderOf(findScheme("sriw1"), "diagonal")).toThrow(
      /SRIW1 keeps its order.*\n.*euler-maruyama/,
    );
    expect(() => orderOf(findScheme("rk4"), "additive")).toThrow("without noise");
    expect(() => findScheme("millstein")).toThrow('Did you mean "milstein"?');
  });
});
