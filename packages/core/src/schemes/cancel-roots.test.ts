import { describe, expect, it } from "vitest";
import { constant, elementwise, variable } from "../graph/build.ts";
import { SCALAR } from "../graph/shape.ts";
import { minus, negative, over, plus, times } from "../graph/simplify.ts";
import { defineModel } from "../model/define-model.ts";
import { expressionText } from "../model/expression-text.ts";
import { simulate } from "../run/simulate.ts";
import { timesWithoutRoots } from "./cancel-roots.ts";

const [x, s] = [variable("x", SCALAR), variable("s", SCALAR)];
const root = elementwise("sqrt", x);

describe("timesWithoutRoots", () => {
  it.each([
    [times(s, root), over(s, times(constant(2), root)), "s*s/2"],
    [negative(root), over(constant(3), root), "-3"],
    [root, over(x, plus(root, constant(1))), "sqrt(x)*x/(sqrt(x) + 1)"], // no factor of it
    [minus(x, s), times(x, s), "(x - s)*x*s"],
  ])("cancels what is a factor of both, and no more: case %#", (a, b, expected) => {
    expect(expressionText(timesWithoutRoots(a, b))).toBe(expected);
  });

  it("lets Milstein's scheme start where a diffusion vanishes like a square root", async () => {
    const model = defineModel({
      name: "wright-fisher",
      interpretation: "ito",
      parameters: { s: 0.3 },
      state: { x: 0 },
      drift: { x: "0.2 - x" },
      diffusion: { x: "s*sqrt(x*(1 - x))" },
      positivity: "clip",
      run: { paths: 2000, tEnd: 1, dt: 0.01 },
    });
    const { ensembles } = await simulate(model, { scheme: "milstein" });
    const mean = ensembles[0]?.series[0]?.mean.at(-1) ?? Number.NaN;
    // sd(x) < 0.1, so that the mean of 2,000 paths is off by 0.009 once in 10⁴ runs
    expect(Math.abs(mean - 0.2 * (1 - Math.exp(-1)))).toBeLessThan(0.012);
  });
});
