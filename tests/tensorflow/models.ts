import { defineModel, lognormal, type Model, normal, poisson, uniform } from "@driftgraph/core";

/** Every elementwise op, every distribution of initial values, a function of time, an event. */
export const everyOp: Model = defineModel({
  name: "every-op",
  interpretation: "ito",
  parameters: { a: 0.3, b: "1/(1 + a)" },
  state: { x: normal(1, 0.1), y: uniform(0.5, 1.5), z: lognormal(0, 0.2), n: poisson(12) },
  drift: {
    x: "sin(y) - a*tanh(x) + 0.1*exp(-t) + 0.01*tan(x/9)",
    y: "cos(x) - y + atan(z) + 0.01*asin(tanh(x)/2) + 0.01*acos(tanh(y)/2)",
    z: "1 - z + 0.1*log(1 + y^2) + 0.1*sqrt(abs(x)) + 0.01*floor(n)",
    n: "5 - 0.4*n + max(x, y) - min(y, z) + 0.1*sign(x) + 0.01*sinh(x/4) + 0.01*cosh(x/4)",
  },
  diffusion: { x: "0.1", y: "0.1*y", z: "0.1*b*z", n: "0.5" },
  observables: { late: "if(t < 0.2, x, abs(y)^a)" },
  events: { high: { when: "x > y" } },
  run: { tEnd: 1, dt: 0.01, paths: 1000 },
});

/** Species that noise leads below zero, with one policy each. */
export const policies: readonly Model[] = (["clip", "reflect", "stop"] as const).map((policy) =>
  defineModel({
    name: policy,
    interpretation: "ito",
    parameters: { sigma: 1 },
    state: { x: 0.3, y: 1 },
    drift: { x: "-x", y: "x - y" },
    diffusion: { x: "sigma", y: "0.1*y" },
    positivity: { x: policy },
    run: { tEnd: 1, dt: 0.02, paths: 1000 },
  }),
);
