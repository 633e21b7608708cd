import { describe, expect, it } from "vitest";
import { PLAIN } from "../terminal/colour.ts";
import { explainModel } from "./explain-model.ts";

describe("driftgraph explain", () => {
  it("shows the switch's two stable states and the saddle between them", async () => {
    expect(await explainModel("switch", {}, false, PLAIN)).toMatchInlineSnapshot(`
      "switch, in the sense of Itô
        dx1 = (K^n/(K^n + x2^n) - gamma*x1) dt + sigma*x1 dW_x1
        dx2 = (K^n/(K^n + x1^n) - gamma*x2) dt + sigma*x2 dW_x2

      Noise: diagonal-own
        each species has its own Wiener process, and the diffusion of x1 depends on x1.
        In the sense of Stratonovich the same process has
          drift of x1 − 0.5*sigma*x1*sigma
          drift of x2 − 0.5*sigma*x2*sigma

      Schemes
        scheme           strong  weak
        euler-maruyama      0.5     1
        implicit-euler      0.5     1
        rk4-article         0.5     1
        rk4-kasdin          0.5     1
        milstein              1     1
        platen                1     1
        stochastic-heun       1     1  converted to Stratonovich first
        dri1                  1     2
        sriw1               1.5     2  the default, can adapt its steps
        sosri               1.5   1.5  can adapt its steps
        These don't apply:
          sra1: SRA1 needs additive noise, which could not be proved of this model
          sra3: SRA3 needs additive noise, which could not be proved of this model
          sosra: SOSRA needs additive noise, which could not be proved of this model
          rk4: the classical Runge–Kutta method is for equations without noise

      Equilibria of the drift
             x1       x2  kind         eigenvalues
        0.01426    1.016  stable node  −0.9845, −0.9848
         0.5019   0.5019  saddle       2.003, −3.973
          1.016  0.01426  stable node  −0.9845, −0.9848

      Stiffness
        ratio of the fastest to the slowest decay: 1.000
        largest stable dt of an explicit Euler step: 0.5019, at x1 = 0.5000, x2 = 0.5000

      Zero
        species  the solution            policy  why
        x1       stays at or above zero  allow   at zero the diffusion vanishes and the drift doesn't lead below
        x2       stays at or above zero  allow   at zero the diffusion vanishes and the drift doesn't lead below
      "
    `);
  });

  it("takes other parameters: without cooperation the switch has one state", async () => {
    const text = await explainModel("switch", { n: 1 }, false, PLAIN);
    expect(text.match(/stable node|saddle/g)).toEqual(["stable node"]);
  });

  it("says of a conversion what it adds, and of a step that it is too large", async () => {
    const text = await explainModel("cox-ingersoll-ross", { kappa: 400 }, false, PLAIN);
    expect(text).toContain("drift of x − 0.5*sigma*sqrt(x)");
    expect(text).toContain("The typical dt = 0.01 is above it");
  });

  it("prints the same as JSON", async () => {
    const json: unknown = JSON.parse(await explainModel("repressilator", {}, true, PLAIN));
    expect(json).toMatchObject({
      model: "repressilator",
      noise: { structure: "diagonal-own" },
      equilibria: { points: [{ kind: "saddle-focus", stable: false }], continuum: false },
      boundaries: [{ species: "A", stays: true }, { species: "B" }, { species: "C" }],
    });
  });
});
