import { defineModel, findScheme, type Model, orderOf, proveNoise } from "@driftgraph/core";
import { describe, expect, it } from "vitest";
import { exactMoments, momentsAfter } from "./exact-moments.ts";
import { fittedOrder } from "./fitted-order.ts";
import { stepFunction } from "./step-function.ts";

/** A linear problem with its coefficients as matrices over (1, x). */
interface LinearProblem {
  readonly name: string;
  readonly model: Model;
  readonly drift: number[][];
  readonly noise: number[][][];
}

const one = (name: string, drift: string, diffusion: string): Model =>
  defineModel({
    name,
    interpretation: "ito",
    parameters: {},
    state: { x: 0.8 },
    drift: { x: drift },
    diffusion: { x: diffusion },
  });

const geometric: LinearProblem = {
  name: "geometric",
  model: one("geometric", "-1.01*x", "0.87*x"),
  drift: [
    [0, 0],
    [0, -1.01],
  ],
  noise: [
    [
      [0, 0],
      [0, 0.87],
    ],
  ],
};

const ornsteinUhlenbeck: LinearProblem = {
  name: "Ornstein–Uhlenbeck",
  model: one("ou", "0.5 - 1.5*x", "0.7"),
  drift: [
    [0, 0],
    [0.5, -1.5],
  ],
  noise: [
    [
      [0, 0],
      [0.7, 0],
    ],
  ],
};

/** Two Wiener processes whose columns don't commute. */
const uncommuting: LinearProblem = {
  name: "noise that doesn't commute",
  model: defineModel({
    name: "uncommuting",
    interpretation: "ito",
    parameters: {},
    state: { x: 1, y: 0.5 },
    drift: { x: "-x + 0.5*y", y: "-0.7*y + 0.2*x" },
    diffusion: { W1: { x: "0.6*y", y: "0.1*x" }, W2: { x: "0.3*x", y: "-0.5*y + 0.2*x" } },
  }),
  drift: [
    [0, 0, 0],
    [0, -1, 0.5],
    [0, 0.2, -0.7],
  ],
  noise: [
    [
      [0, 0, 0],
      [0, 0, 0.6],
      [0, 0.1, 0],
    ],
    [
      [0, 0, 0],
      [0, 0.3, 0],
      [0, 0.2, -0.5],
    ],
  ],
};

const TOLERANCE = 0.15;
const GRIDS = [16, 32, 64, 128];
/** For what is asymptotic only at small steps: Kasdin's tableau has an entry of −7. */
const FINE_GRIDS = [128, 256, 512, 1024];

/** scheme, problem, weak order of the first two moments, whether on fine grids. */
const TABLE: readonly (readonly [string, LinearProblem, number, fine?: true])[] = [
  ["euler-maruyama", geometric, 1],
  ["euler-maruyama", uncommuting, 1],
  ["euler-maruyama", ornsteinUhlenbeck, 1],
  ["milstein", geometric, 1],
  ["platen", geometric, 1],
  ["stochastic-heun", geometric, 1],
  ["stochastic-heun", uncommuting, 1],
  ["stochastic-heun", ornsteinUhlenbeck, 2],
  ["implicit-euler", ornsteinUhlenbeck, 1],
  ["rk4-article", geometric, 1],
  ["rk4-kasdin", geometric, 1, true],
  ["rk4-kasdin", ornsteinUhlenbeck, 4],
  ["sra1", ornsteinUhlenbeck, 2],
  ["sra3", ornsteinUhlenbeck, 2],
  ["sosra", ornsteinUhlenbeck, 2],
  ["sriw1", geometric, 2],
  ["sosri", geometric, 1.5],
  ["sosri", ornsteinUhlenbeck, 2],
  ["sriw1", ornsteinUhlenbeck, 2],
  ["dri1", geometric, 2],
  ["dri1", ornsteinUhlenbeck, 2],
  ["dri1", uncommuting, 2],
];

/** The largest error of any first or second moment at t = 1. */
function worstError({ model, drift, noise }: LinearProblem, scheme: string, steps: number): number {
  const initial = stepFunction(model, scheme).initial;
  const exact = exactMoments({ drift, noise }, initial, 1);
  const found = momentsAfter(model, scheme, steps, 1);
  return Math.max(...found.map((value, i) => Math.abs(value - (exact[i] ?? 0))));
}

describe("weak convergence of the first two moments, by quadrature instead of sampling", () => {
  const cases = TABLE.map(([scheme, problem, order, fine]) => ({ scheme, problem, order, fine }));
  it.each(cases)("$scheme on $problem.name: order $order", ({ scheme, problem, order, fine }) => {
    const grids = fine ? FINE_GRIDS : GRIDS;
    const errors = grids.map((steps) => worstError(problem, scheme, steps));
    const { slope } = fittedOrder(grids, [errors]);
    const found = `order ${slope.toFixed(2)}, errors ${errors.join(", ")}`;
    expect(Math.abs(slope - order), found).toBeLessThan(TOLERANCE);
  });

  it.each(cases)("$scheme states the order that it has on $problem.name", (row) => {
    const { structure } = proveNoise(row.problem.model);
    const stated = orderOf(findScheme(row.scheme), structure).weak ?? Number.NaN;
    expect(row.order, `stated ${stated}`).toBeGreaterThanOrEqual(stated);
  });
});
