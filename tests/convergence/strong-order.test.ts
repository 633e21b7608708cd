import { findScheme, orderOf, proveNoise, type Scheme } from "@driftgraph/core";
import { describe, expect, it } from "vitest";
import { fittedOrder } from "./fitted-order.ts";
import {
  additive,
  commuting,
  crossed,
  cubic,
  decay,
  geometric,
  hyperbolic,
  nonlinearAdditive,
  type Problem,
  quiet,
  stratonovich,
  wave,
} from "./problems.ts";
import { strongErrors } from "./strong-error.ts";

const GRIDS = [16, 32, 64, 128];
const SIZE = { batches: 20, pathsPerBatch: 30 };
/** For what is asymptotic only at small steps: Kasdin's tableau has an entry of −7. */
const FINE_GRIDS = [128, 256, 512, 1024];
const FINE_SIZE = { batches: 20, pathsPerBatch: 12 };

/** The least difference of orders that every row would find. */
const TOLD_APART = 0.3;

/** scheme, problem, strong order expected, tolerance of the fitted order, whether on fine grids. */
const TABLE: readonly (readonly [string, Problem, number, number, fine?: true])[] = [
  ["euler-maruyama", geometric, 0.5, 0.15],
  ["euler-maruyama", wave, 0.5, 0.15],
  ["euler-maruyama", cubic, 0.5, 0.15],
  ["euler-maruyama", hyperbolic, 0.5, 0.15],
  ["euler-maruyama", stratonovich, 0.5, 0.15],
  ["euler-maruyama", commuting, 0.5, 0.15],
  ["euler-maruyama", crossed, 0.5, 0.15],
  ["euler-maruyama", additive, 1, 0.15],
  ["euler-maruyama", quiet, 1, 0.15],
  ["euler-maruyama", decay, 1, 0.1],
  ["implicit-euler", geometric, 0.5, 0.15],
  ["implicit-euler", cubic, 0.5, 0.15],
  ["implicit-euler", commuting, 0.5, 0.15],
  ["implicit-euler", additive, 1, 0.15],
  ["implicit-euler", decay, 1, 0.1],
  ["rk4-article", geometric, 0.5, 0.15, true],
  ["rk4-article", additive, 1, 0.2, true],
  ["rk4-kasdin", geometric, 0.5, 0.15, true],
  ["rk4-kasdin", additive, 1, 0.2, true],
  ["rk4-kasdin", decay, 2, 0.1], // 4 for linear drifts without time
  ["milstein", geometric, 1, 0.15],
  ["milstein", wave, 1, 0.15],
  ["milstein", cubic, 1, 0.15],
  ["milstein", hyperbolic, 1, 0.15],
  ["milstein", stratonovich, 1, 0.15],
  ["milstein", commuting, 1, 0.15],
  ["platen", geometric, 1, 0.15],
  ["platen", wave, 1, 0.15],
  ["platen", cubic, 1, 0.15],
  ["platen", hyperbolic, 1, 0.15],
  ["platen", commuting, 1, 0.15],
  ["stochastic-heun", geometric, 1, 0.15],
  ["stochastic-heun", wave, 1, 0.15],
  ["stochastic-heun", cubic, 1, 0.15],
  ["stochastic-heun", hyperbolic, 1, 0.15],
  ["stochastic-heun", stratonovich, 1, 0.15],
  ["stochastic-heun", commuting, 1, 0.15],
  ["stochastic-heun", crossed, 0.5, 0.15],
  ["stochastic-heun", decay, 2, 0.1],
  ["dri1", geometric, 1, 0.15],
  ["dri1", cubic, 1, 0.15],
  ["dri1", hyperbolic, 1, 0.15],
  ["dri1", stratonovich, 1, 0.15],
  ["dri1", commuting, 1, 0.15],
  ["dri1", nonlinearAdditive, 1, 0.15],
  ["dri1", crossed, 0.5, 0.15],
  ["dri1", decay, 3, 0.1],
  ["sra1", nonlinearAdditive, 1.5, 0.2],
  ["sra1", additive, 2, 0.15], // superconverges on this problem
  ["sra3", nonlinearAdditive, 1.5, 0.2],
  ["sra3", decay, 3, 0.1],
  ["sosra", nonlinearAdditive, 1.5, 0.2],
  ["sosra", decay, 2, 0.2],
  ["sriw1", geometric, 1.5, 0.15],
  ["sriw1", wave, 1.5, 0.2],
  ["sriw1", cubic, 1.5, 0.15],
  ["sriw1", hyperbolic, 1.5, 0.15],
  ["sriw1", stratonovich, 1.5, 0.15],
  ["sriw1", nonlinearAdditive, 1.5, 0.2],
  ["sosri", geometric, 1.5, 0.15],
  ["sosri", wave, 1.5, 0.2],
  ["sosri", cubic, 1.5, 0.15],
  ["sosri", hyperbolic, 1.5, 0.15],
  ["rk4", decay, 4, 0.1],
];

const cases = TABLE.map(([scheme, problem, order, tolerance, fine]) => ({
  scheme,
  problem,
  order,
  tolerance,
  grids: fine ? FINE_GRIDS : GRIDS,
  size: problem === decay ? { batches: 1, pathsPerBatch: 1 } : fine ? FINE_SIZE : SIZE,
}));

describe("strong convergence (coupled paths, seeded)", { timeout: 60_000 }, () => {
  it.each(cases)("$scheme on $problem.name: order $order", (row) => {
    const { scheme, problem, order, tolerance, grids, size } = row;
    const errors = strongErrors(problem, scheme, grids, size);
    const { slope, standardError } = fittedOrder(grids, errors);
    expect(
      Math.abs(slope - order),
      `fitted order ${slope.toFixed(3)} ± ${standardError.toFixed(3)}`,
    ).toBeLessThan(tolerance);
    expect(tolerance + 2 * standardError).toBeLessThan(TOLD_APART);
  });

  it.each(cases)("$scheme states that, no more and no less, on $problem.name", (row) => {
    const { structure } = proveNoise(row.problem.model);
    const { strong = 0 } = orderOf(findScheme(row.scheme), structure);
    expect(strong).toBe(row.problem === additive && row.scheme === "sra1" ? 1.5 : row.order);
  });
});

/** Schemes where they are refused, and the order that is left there. */
const LOSSES: readonly (readonly [string, Problem, number])[] = [
  ["sriw1", crossed, 0.5],
  ["sosri", crossed, 0.5],
  ["milstein", crossed, 0.5],
  ["platen", crossed, 0.5],
  ["sriw1", commuting, 0.5],
  ["sra1", geometric, 0.5],
];

describe("where a scheme is refused its order is lost", { timeout: 60_000 }, () => {
  const losses = LOSSES.map(([scheme, problem, order]) => ({ scheme, problem, order }));
  it.each(losses)("$scheme on $problem.name: order $order", ({ scheme, problem, order }) => {
    const { structure } = proveNoise(problem.model);
    const refused = findScheme(scheme);
    expect(() => orderOf(refused, structure)).toThrow("doesn't apply");
    const forced: Scheme = { ...refused, order: () => ({ strong: undefined, weak: undefined }) };
    const { slope } = fittedOrder(GRIDS, strongErrors(problem, forced, GRIDS, SIZE));
    expect(Math.abs(slope - order), `fitted order ${slope.toFixed(3)}`).toBeLessThan(0.2);
  });
});
