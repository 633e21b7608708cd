import { constant, elementwise } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import { topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { minus, negative, plus, times } from "../graph/simplify.ts";
import { solveSymbolic } from "./linear-elimination.ts";
import { stageTime } from "./runge-kutta.ts";
import type { Scheme, StepInputs } from "./scheme.ts";
import { addVectors, applyMatrix, component, scaleVector } from "./vector.ts";

/** Newton's method converges quadratically: near the root these leave rounding alone. */
const ITERATIONS = 5;
/** Far from it each iteration of a cubic gains a third; kernels skip these where all paths are there already. */
const MORE_ITERATIONS = 15;
/** After how many iterations a step's equation counts as unsolved. */
export const NEWTON_ITERATIONS: number = ITERATIONS + MORE_ITERATIONS;
/** The last correction's share of the step's size, above which the equation counts as unsolved. */
const TOLERANCE = 1e-3;

/**
 * x_{n+1} = x + a(x_{n+1}, t + dt) dt + b(x, t) dW by Newton's method on the drift's symbolic Jacobian; of a drift that is
 * linear in x by one linear system.
 *
 * A path on which Newton's method doesn't converge becomes NaN, so that the run says so.
 */
export const implicitEuler: Scheme = {
  name: "implicit-euler",
  title: "Drift-implicit Euler",
  citation:
    "P. E. Kloeden & E. Platen, Numerical Solution of Stochastic Differential Equations (1992), section 12.2",
  interpretations: ["ito"],
  order: (noise) => ({ strong: noise === "additive" || noise === "none" ? 1 : 0.5, weak: 1 }),
  step(inputs) {
    const { sde, x, t, sqrtDt, normals } = inputs;
    const dW = inScope("noise", () => scaleVector(sqrtDt, normals("dW")));
    const noise = inScope("noise", () => applyMatrix(sde.diffusion(x, t), dW));
    const explicit = inScope("explicit", () => addVectors(x, noise));
    return inScope("newton", () => newtonIterations(inputs, explicit, noise));
  },
};

/** The root of y − explicit − dt a(y), from y = explicit. */
function newtonIterations(inputs: StepInputs, explicit: Node[], noise: Node[]): Node[] {
  const first = iterate(inputs, explicit, { y: explicit, from: 1, count: ITERATIONS });
  if (first.isLinear) return [...first.y];
  const solved = inScope("converged", () => isSmall(inputs, first, noise));
  const more = { y: first.y, from: ITERATIONS + 1, count: MORE_ITERATIONS };
  const last = iterate(inputs, explicit, more);
  const solvedLate = inScope("converged", () => isSmall(inputs, last, noise));
  return first.y.map((value, i) => {
    const late = elementwise("select", solvedLate, component(last.y, i), constant(Number.NaN));
    return elementwise("select", solved, value, late);
  });
}

/** Where Newton's method has come, and by what last correction. */
interface Iterate {
  readonly y: readonly Node[];
  readonly correction: readonly Node[];
  /** Whether the Jacobian doesn't depend on y, so that the first correction is the last. */
  readonly isLinear: boolean;
}

function iterate(
  { sde, t, dt }: StepInputs,
  explicit: readonly Node[],
  start: { readonly y: readonly Node[]; readonly from: number; readonly count: number },
): Iterate {
  const end = stageTime(t, 1, dt);
  let y = [...start.y];
  let correction: Node[] = [];
  let isLinear = false;
  for (let k = start.from; k < start.from + start.count && !isLinear; k++) {
    inScope(`iteration_${k}`, () => {
      const drift = scaleVector(dt, sde.drift(y, end));
      const residual = y.map((value, i) =>
        minus(minus(value, component(explicit, i)), component(drift, i)),
      );
      const jacobian = sde.driftJacobian(y, end);
      isLinear = !dependsOn(jacobian.flat(), y);
      const matrix = jacobian.map((row, i) =>
        row.map((entry, j) => minus(constant(i === j ? 1 : 0), times(dt, entry))),
      );
      correction = solveSymbolic(matrix, residual);
      y = addVectors(y, correction.map(negative));
    });
  }
  return { y, correction, isLinear };
}

function dependsOn(roots: readonly Node[], nodes: readonly Node[]): boolean {
  const wanted = new Set(nodes);
  return topologicalOrder(roots).some((node) => wanted.has(node));
}

/** Whether the last correction is small beside what the step is made of, for every species. */
function isSmall({ x }: StepInputs, { y, correction }: Iterate, noise: readonly Node[]): Node {
  const size = (v: readonly Node[], i: number): Node => elementwise("abs", component(v, i));
  const excess = y.map((_, i) => {
    const scale = plus(plus(size(x, i), size(y, i)), size(noise, i));
    return minus(size(correction, i), times(constant(TOLERANCE), scale));
  });
  return elementwise(
    "lessEqual",
    excess.reduce((a, b) => elementwise("max", a, b)),
    constant(0),
  );
}
