import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import type { Model, Positivity } from "../model/model.ts";
import { orderLimits, orderSentence, provedOrder } from "./order-limits.ts";
import { simulate } from "./simulate.ts";

const brownian = (positivity: Positivity, start = 0.5, drift = "0"): Model =>
  defineModel({
    name: "brownian",
    interpretation: "ito",
    parameters: {},
    state: { x: start },
    drift: { x: drift },
    diffusion: { x: 1 },
    positivity,
    run: { paths: 400, tEnd: 1, dt: 0.05 },
  });

const order = { strong: 1.5, weak: 2 };

async function told(model: Model): Promise<{ sentence: string; proved: unknown }> {
  const { ensembles } = await simulate(model);
  const limits = orderLimits(model, ensembles);
  return { sentence: orderSentence(order, limits), proved: provedOrder(order, limits) };
}

describe("the orders of a run", () => {
  const none = { strong: undefined, weak: undefined };

  it.each([
    ["clip", "x was clipped"],
    ["stop", "paths were stopped by x"],
  ] as const)("aren't those of the scheme where the policy to %s acted", async (policy, what) => {
    expect(await told(brownian(policy))).toEqual({
      sentence: `no order beyond ½ is proved here, since ${what} (strong order 1.5, weak order 2 where that doesn't happen)`,
      proved: none,
    });
  });

  it.each([
    ["clip", 50],
    ["stop", 50],
    ["reflect", 0.5],
    ["allow", 0.5],
  ] as const)("are those of the scheme with the policy %s from %d", async (policy, start) => {
    expect(await told(brownian(policy, start))).toEqual({
      sentence: "strong order 1.5, weak order 2 here",
      proved: order,
    });
  });

  it("aren't proved of what isn't smooth", async () => {
    expect(await told(brownian("allow", 0.5, "-sign(x)"))).toEqual({
      sentence: "strong order 1.5, weak order 2 for smooth coefficients, which aren't all here",
      proved: none,
    });
  });
});
