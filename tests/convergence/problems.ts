import { defineModel, type Model } from "@driftgraph/core";

/** A problem on [0, 1]. */
export interface Problem {
  readonly name: string;
  readonly model: Model;
  /**
   * The first species at the end as a function of the Wiener processes there; without it, errors are taken
   * against the next finer grid on the same path, which fall with the same order.
   */
  readonly exact?: (w: readonly number[]) => number;
}

interface Definition {
  readonly state: Record<string, number>;
  readonly drift: Record<string, string>;
  readonly diffusion: Record<string, string> | Record<string, Record<string, string>>;
  readonly interpretation?: "ito" | "stratonovich";
}

function define(name: string, { interpretation = "ito", ...definition }: Definition): Model {
  return defineModel({
    name: "problem",
    title: name,
    interpretation,
    parameters: {},
    ...definition,
  });
}

function problem(name: string, definition: Definition, exact?: Problem["exact"]): Problem {
  return { name, model: define(name, definition), ...(exact && { exact }) };
}

const one = (drift: string, diffusion: string, x = 0.5): Definition => ({
  state: { x },
  drift: { x: drift },
  diffusion: diffusion === "0" ? {} : { x: diffusion },
});

// Kloeden & Platen, Numerical Solution of Stochastic Differential Equations (1992), section 4.4.

export const geometric = problem("geometric", one("1.01*x", "0.87*x"), ([w = 0]) => {
  return 0.5 * Math.exp(1.01 - 0.87 ** 2 / 2 + 0.87 * w);
});

export const wave = problem("wave", one("-0.01*sin(x)*cos(x)^3", "0.1*cos(x)^2", 1), ([w = 0]) =>
  Math.atan(0.1 * w + Math.tan(1)),
);

export const cubic = problem("cubic", one("-x*(1 - x^2)/4", "(1 - x^2)/2"), ([w = 0]) => {
  return (1.5 * Math.exp(w) - 0.5) / (1.5 * Math.exp(w) + 0.5);
});

export const hyperbolic = problem(
  "hyperbolic sine",
  one("x/2 + sqrt(x^2 + 1)", "sqrt(x^2 + 1)", 0),
  ([w = 0]) => Math.sinh(1 + w),
);

export const additive = problem(
  "additive",
  one("0.05/sqrt(1 + t) - x/(2*(1 + t))", "0.5/sqrt(1 + t)", 1),
  ([w = 0]) => (1 + 0.05 * (1 + 10 * w)) / Math.sqrt(2),
);

/** As in the source, with noise a hundred times smaller, so that the drift's error is what shows. */
export const quiet = problem(
  "additive, little noise",
  one("0.05/sqrt(1 + t) - x/(2*(1 + t))", "0.005/sqrt(1 + t)", 1),
  ([w = 0]) => (1 + 0.05 * (1 + 0.1 * w)) / Math.sqrt(2),
);

/** The geometric problem in the sense of Stratonovich, where the drift is a − b²/2. */
export const stratonovich = problem(
  "geometric, Stratonovich",
  { ...one("(1.01 - 0.87^2/2)*x", "0.87*x"), interpretation: "stratonovich" },
  ([w = 0]) => 0.5 * Math.exp(1.01 - 0.87 ** 2 / 2 + 0.87 * w),
);

/** Two Wiener processes that drive both species, and commute. */
export const commuting = problem(
  "commutative noise",
  {
    state: { x: 0.5, y: 1 },
    drift: { x: "0.3*x", y: "-0.2*y" },
    diffusion: { W1: { x: "0.6*x", y: "0.3*y" }, W2: { x: "-0.4*x", y: "0.5*y" } },
  },
  ([w1 = 0, w2 = 0]) => 0.5 * Math.exp(0.3 - (0.6 ** 2 + 0.4 ** 2) / 2 + 0.6 * w1 - 0.4 * w2),
);

/** Each species has its own Wiener process, but noise that depends on the other: it doesn't commute. */
export const crossed = problem("diagonal noise of the other species", {
  state: { x: 1, y: 0.7 },
  drift: { x: "-0.3*x", y: "-0.2*y" },
  diffusion: { x: "0.9*y", y: "0.9*x" },
});

/** Additive noise with a drift that isn't linear: no order beyond 1.5 by chance. */
export const nonlinearAdditive = problem("additive, nonlinear drift", one("sin(3*x)", "1.5", 0.3));

export const decay = problem("decay without noise", one("-x + sin(t)", "0", 1), () => {
  return 1.5 * Math.exp(-1) + (Math.sin(1) - Math.cos(1)) / 2;
});
