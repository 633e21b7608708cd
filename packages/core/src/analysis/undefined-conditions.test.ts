import { expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import { undefinedConditions } from "./undefined-conditions.ts";

it.each([
  ["log(x) < -2", true],
  ["k*x > 1", false],
  ["1/x > 1", false],
  ["x > 0 and log(x) < -2", false],
  ["log(x) < -2 and x > 0", false],
  ["log(x) < -2 or x < 0", false],
  ["log(x) < -2 or x > 5", true],
  ["sqrt(x + t) > 0", false],
  ["sqrt(x + k*t) > 0", true],
])("finds where the condition %s has no value and that decides: %s", (when, expected) => {
  const model = defineModel({
    name: "m",
    interpretation: "ito",
    parameters: { k: 0.1 },
    state: { x: 1 },
    drift: { x: 0 },
    diffusion: { x: 1 },
    events: { e: when },
  });
  const states = [1, -1, 0, Number.NaN].map((x) => ({ time: 2, x: [x] }));
  const found = undefinedConditions(model, new Map([["k", 0.1]]), [states, states, []]);
  expect(found).toEqual(expected ? [{ event: "e", paths: 2, at: { time: 2, x: [-1] } }] : []);
});
