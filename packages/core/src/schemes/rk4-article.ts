import { inScope } from "../graph/context.ts";
import { rungeKuttaStages } from "./runge-kutta.ts";
import type { Scheme } from "./scheme.ts";
import { addVectors, applyMatrix, combine, scaleVector } from "./vector.ts";

/** Kasdin's fourth-order tableau as the article has it: without a43·k3 in the fourth stage. */
const STAGES = [
  [],
  [2.7164439626486],
  [-6.95653259006152, 0.78313689457981],
  [0, 0.48257353309214],
] as const;
const WEIGHTS = [0.47012396888046, 0.36597075368373, 0.08906615686702, 0.07483912056879] as const;

/**
 * The article's "RK4": one normal in all four stages without the q factors, and the diffusion at x_n
 * only. Its claim of strong order 1 doesn't hold for multiplicative noise; kept to compare with.
 */
export const rk4Article: Scheme = {
  name: "rk4-article",
  title: "Runge–Kutta of the article",
  citation:
    "M. Holub, Using Deep Learning Libraries to Solve Stochastic Differential Equations (2018), " +
    "after N. J. Kasdin, J. Guid. Control Dyn. 18 (1995) 114–120",
  interpretations: ["ito"],
  order: (noise) => {
    if (noise === "general" || noise === "commutative") {
      return { refusal: "the article's scheme is for diagonal noise" };
    }
    return { strong: noise === "additive" || noise === "none" ? 1 : 0.5, weak: 1 };
  },
  step({ sde, x, t, dt, sqrtDt, normals }) {
    const dW = inScope("noise", () => scaleVector(sqrtDt, normals("dW")));
    const diffusion = sde.diffusion(x, t);
    const noise = inScope("diffusion", () => applyMatrix(diffusion, dW));
    const slopes = rungeKuttaStages(STAGES, x, t, dt, (stage, at) =>
      addVectors(scaleVector(dt, sde.drift(stage, at)), noise),
    );
    return inScope("update", () => {
      const change = combine(WEIGHTS, slopes);
      return change ? addVectors(x, change) : [...x];
    });
  },
};
