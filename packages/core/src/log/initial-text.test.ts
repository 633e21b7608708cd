import { expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import { lognormal, normal, poisson, uniform } from "../model/distributions.ts";
import { initialText } from "./initial-text.ts";

it("writes initial values as models do", () => {
  const initial = [0.5, "2*m", normal("m", 0.1), lognormal(0, "m"), uniform(-1, 1), poisson("m")];
  const names = initial.map((_, i) => `x${i}`);
  const model = defineModel({
    name: "initial",
    interpretation: "ito",
    parameters: { m: 3 },
    state: Object.fromEntries(names.map((name, i) => [name, initial[i] ?? 0])),
    drift: Object.fromEntries(names.map((name) => [name, 0])),
    diffusion: {},
  });
  expect(model.species.map((species) => initialText(species.initial))).toEqual([
    "0.5",
    "2*m",
    "normal(m, 0.1)",
    "lognormal(0, m)",
    "uniform(-1, 1)",
    "poisson(m)",
  ]);
});
