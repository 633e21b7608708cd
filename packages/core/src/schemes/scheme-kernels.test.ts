import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import type { Model } from "../model/model.ts";
import { proveNoise } from "../model/noise-structure.ts";
import { simulate } from "../run/simulate.ts";
import { SCHEMES } from "./registry.ts";

const define = (name: string, diffusion: Record<string, Record<string, string>>): Model =>
  defineModel({
    name,
    interpretation: "ito",
    parameters: { k: 2, s: 0.3 },
    state: { x: 1, y: 0.4 },
    drift: { x: "k/(1 + y^2) - x", y: "k/(1 + x^2) - y + 0.1*sin(t)" },
    diffusion,
    run: { paths: 300, tEnd: 2, dt: 0.05 },
  });

const MODELS = [
  define("none", {}),
  define("additive", { W1: { x: "s", y: "0.5*s" }, W2: { y: "s/(1 + t)" } }),
  define("diagonal-own", { W1: { x: "s*x" }, W2: { y: "s*sin(y)" } }),
  define("diagonal", { W1: { x: "s*y" }, W2: { y: "s*x" } }),
  define("commutative", { W1: { x: "s*x", y: "s*y" }, W2: { x: "-s*x", y: "2*s*y" } }),
  define("general", { W1: { x: "s*y", y: "s*x" }, W2: { x: "s*x", y: "s*cos(y)" } }),
];

const cases = MODELS.flatMap((model) =>
  SCHEMES.filter((scheme) => !("refusal" in scheme.order(proveNoise(model).structure))).map(
    (scheme) => ({ model, noise: model.name, scheme: scheme.name }),
  ),
);

describe("the kernel of each scheme", () => {
  it("is tried on every noise structure", () => {
    expect(MODELS.map((model) => proveNoise(model).structure)).toEqual(
      MODELS.map(({ name }) => name),
    );
    expect(new Set(cases.map(({ scheme }) => scheme)).size).toBe(SCHEMES.length);
  });

  it.each(cases)(
    "$scheme takes $noise noise as the interpreter does",
    async ({ model, scheme }) => {
      const options = { scheme, dtype: "float64", every: 1, samplePaths: 20, paths: 20 } as const;
      const [fast, slow] = await Promise.all([
        simulate(model, options),
        simulate(model, { ...options, backend: "interpreter" }),
      ]);
      const values = (run: typeof fast): number[] =>
        run.ensembles[0]?.samples.values.flatMap((paths) => paths.flatMap((path) => [...path])) ??
        [];
      const expected = values(slow);
      expect(expected).toHaveLength(120);
      values(fast).forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 9));
    },
  );

  // The last structure of each scheme is the most general that it takes.
  const hardest = [...new Map(cases.map((row) => [row.scheme, row])).values()];
  it.each(hardest)("$scheme with $noise noise stays near in float32", async ({ model, scheme }) => {
    const [single, double] = await Promise.all([
      simulate(model, { scheme }),
      simulate(model, { scheme, dtype: "float64" }),
    ]);
    for (const [s, series] of (single.ensembles[0]?.series ?? []).entries()) {
      const exact = double.ensembles[0]?.series[s];
      expect(series.mean.at(-1)).toBeCloseTo(exact?.mean.at(-1) ?? Number.NaN, 4);
      expect(series.variance.at(-1)).toBeCloseTo(exact?.variance.at(-1) ?? Number.NaN, 4);
    }
  });
});
