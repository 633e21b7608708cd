import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import type { Positivity } from "../model/model.ts";
import type { SimulateOptions } from "../run/options.ts";
import { simulate } from "../run/simulate.ts";
import { SCHEMES } from "../schemes/registry.ts";

/** Its paths come to zero: 2κθ = 2 is less than σ² = 4. */
const root = (positivity: Positivity) =>
  defineModel({
    name: "root",
    interpretation: "ito",
    parameters: { s: 2 },
    state: { x: 0.5 },
    drift: { x: "1 - x" },
    diffusion: { x: "s*sqrt(x)" },
    positivity,
    run: { paths: 20_000, tEnd: 2, dt: 0.01 },
  });

const OPTIONS: SimulateOptions = { every: 2, dtype: "float64" };

/** Schemes of Itô's calculus that apply. */
const ITO = SCHEMES.filter(
  (scheme) =>
    scheme.interpretations.includes("ito") && !("refusal" in scheme.order("diagonal-own")),
).map(({ name }) => name);

describe("a species that is kept at or above zero", () => {
  it.each(ITO)("has a value in every stage of %s", async (scheme) => {
    const { ensembles, warnings } = await simulate(root("clip"), { ...OPTIONS, scheme });
    const mean = ensembles[0]?.series[0]?.mean.at(-1) ?? Number.NaN;
    // 1 − ½e⁻² = 0.932; what clipping adds is of order √dt or less.
    expect(Math.abs(mean - 0.932)).toBeLessThan(0.1);
    expect(warnings.join()).toContain("clipped to 0");
  });

  it("is run by default, and reflected or stopped as well", async () => {
    for (const positivity of ["clip", "reflect", "stop"] as const) {
      const { plan, ensembles } = await simulate(root(positivity), OPTIONS);
      expect(plan.scheme.name).toBe("sriw1");
      expect(ensembles[0]?.series[0]?.min.at(-1)).toBeGreaterThanOrEqual(0);
    }
  });

  it("is told of where the calculus is converted by a derivative that zero hasn't", async () => {
    const { warnings } = await simulate(root("clip"), { ...OPTIONS, scheme: "stochastic-heun" });
    expect(warnings.join()).toContain("sqrt(x) in the diffusion of x hasn't one everywhere");
  });

  it("asks for nothing where every formula has a value anyway", async () => {
    const plain = defineModel({
      name: "plain",
      interpretation: "ito",
      parameters: {},
      state: { x: 0.5 },
      drift: { x: "1 - x^3" },
      diffusion: { x: "0.2*x" },
      positivity: "clip",
      run: { paths: 10, tEnd: 1, dt: 0.1 },
    });
    const [kept, allowed] = await Promise.all(
      [
        plain,
        { ...plain, species: plain.species.map((of) => ({ ...of, positivity: "allow" as const })) },
      ].map((model) => simulate(model, { dtype: "float64", samplePaths: 10 })),
    );
    expect(kept?.ensembles[0]?.samples).toEqual(allowed?.ensembles[0]?.samples);
  });
});
