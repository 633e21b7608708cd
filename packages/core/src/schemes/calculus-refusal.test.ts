import { describe, expect, it } from "vitest";
import { candidates } from "../analysis/candidates.ts";
import { defineModel } from "../model/define-model.ts";
import type { Interpretation } from "../model/model.ts";
import { simulate } from "../run/simulate.ts";

/** By y = ∫dx/b(x) it is Brownian motion in the sense of Stratonovich: E x(1) = 0.3667. */
const jumping = (interpretation: Interpretation) =>
  defineModel({
    name: "jumping",
    interpretation,
    parameters: {},
    state: { x: 0.3 },
    drift: { x: 0 },
    diffusion: { x: "if(x > 0.5, 1, 0.2)" },
    run: { paths: 20_000, tEnd: 1, dt: 1 / 512 },
  });

describe("a diffusion that jumps", () => {
  it("leaves Stratonovich's calculus to Heun's scheme, which is the default then", async () => {
    const model = jumping("stratonovich");
    const { plan, ensembles } = await simulate(model, { every: 1, dtype: "float64" });
    expect(plan.scheme.name).toBe("stochastic-heun");
    const { mean, variance } = ensembles[0]?.series[0] ?? {};
    const error = Math.sqrt((variance?.at(-1) ?? Number.NaN) / 20_000);
    // It converges slowly; Itô's process, a martingale, is at 0.3.
    expect((mean?.at(-1) ?? Number.NaN) - 0.3).toBeGreaterThan(5 * error);
    for (const scheme of ["euler-maruyama", "milstein", "sriw1"]) {
      await expect(simulate(model, { scheme })).rejects.toThrow(
        `${scheme} doesn't apply: the diffusion of x may jump`,
      );
    }
  });

  it("leaves Itô's to the others", async () => {
    const model = jumping("ito");
    const { ensembles } = await simulate(model, { every: 1, scheme: "euler-maruyama" });
    expect(Math.abs((ensembles[0]?.series[0]?.mean.at(-1) ?? Number.NaN) - 0.3)).toBeLessThan(0.02);
    await expect(simulate(model, { scheme: "stochastic-heun" })).rejects.toThrow("may jump");
  });

  it("is what explain refuses them for", () => {
    const applying = (interpretation: Interpretation): string[] =>
      candidates(jumping(interpretation)).flatMap(({ name, refusal }) =>
        refusal === undefined ? [name] : [],
      );
    expect(applying("stratonovich")).toEqual(["stochastic-heun"]);
    expect(applying("ito")).not.toContain("stochastic-heun");
    expect(applying("ito")).toContain("euler-maruyama");
  });

  it("doesn't matter where it jumps with time alone", async () => {
    const pulsed = defineModel({
      name: "pulsed",
      interpretation: "stratonovich",
      parameters: {},
      state: { x: 0 },
      drift: { x: "-x" },
      diffusion: { x: "if(t > 0.5, 1, 0.2)" },
      run: { paths: 10, tEnd: 1, dt: 0.1 },
    });
    expect((await simulate(pulsed)).plan.scheme.name).toBe("sra1");
  });
});
