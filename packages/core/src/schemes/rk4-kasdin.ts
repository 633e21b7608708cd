import { constant } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import type { Node } from "../graph/node.ts";
import { sum, times } from "../graph/simplify.ts";
import { rungeKuttaStages } from "./runge-kutta.ts";
import type { Scheme, StepInputs } from "./scheme.ts";
import { addVectors, applyMatrix, combine, component, scaleVector } from "./vector.ts";

const STAGES = [
  [],
  [2.7164439626486],
  [-6.95653259006152, 0.78313689457981],
  [0, 0.48257353309214, 0.26171080165848],
] as const;
const WEIGHTS = [0.47012396888046, 0.36597075368373, 0.08906615686702, 0.07483912056879] as const;
const Q = [2.12709852335625, 2.73245878238737, 11.2276091747496, 13.36199560336697] as const;

/**
 * Stages' normals ξ_i from one step's W and three more: a rotation in which W is Σ_i w_i √q_i ξ_i, the
 * increment that the step really has, so that the Wiener process is the path's own.
 */
const ROTATION = rotationOf(WEIGHTS.map((weight, i) => weight * Math.sqrt(Q[i] ?? 0)));

/** Kasdin's method as published: the article's with a43 restored and independent normals √q_i ξ_i. */
export const rk4Kasdin: Scheme = {
  name: "rk4-kasdin",
  title: "Kasdin's stochastic Runge–Kutta",
  citation: "N. J. Kasdin, J. Guid. Control Dyn. 18 (1995) 114–120",
  interpretations: ["ito"],
  order: (noise) => {
    if (noise === "general" || noise === "commutative") {
      return { refusal: "Kasdin's method is for diagonal noise" };
    }
    // Its tableau meets the conditions of order 4 for linear drifts alone, else those of order 2.
    if (noise === "none") return { strong: 2, weak: 2 };
    return { strong: noise === "additive" ? 1 : 0.5, weak: 1 };
  },
  step(inputs) {
    const { sde, x, t, dt } = inputs;
    const dW = inScope("noise", () => stageIncrements(inputs));
    let stage = 0;
    const slopes = rungeKuttaStages(STAGES, x, t, dt, (at, time) => {
      const noise = applyMatrix(sde.diffusion(at, time), dW[stage++] ?? []);
      return addVectors(scaleVector(dt, sde.drift(at, time)), noise);
    });
    return inScope("update", () => addVectors(x, combine(WEIGHTS, slopes) ?? []));
  },
};

/** √(q_i dt) ξ_i, [stage][Wiener process]. */
function stageIncrements({ sqrtDt, normals }: StepInputs): Node[][] {
  const sources = [normals("dW"), normals("dZ", 0), normals("dZ", 1), normals("dZ", 2)];
  return ROTATION.map((row, i) => {
    const size = times(constant(Math.sqrt(Q[i] ?? 0)), sqrtDt);
    return (sources[0] ?? []).map((_, j) =>
      times(size, sum(row.map((r, k) => times(constant(r), component(sources[k] ?? [], j))))),
    );
  });
}

/** An orthogonal matrix whose first column is a unit vector: a Householder reflection. */
function rotationOf(first: readonly number[]): number[][] {
  const v = first.map((value, i) => value - (i === 0 ? 1 : 0));
  const size = v.reduce((total, value) => total + value * value, 0);
  return v.map((a, i) => v.map((b, j) => (i === j ? 1 : 0) - (2 * a * b) / size));
}
