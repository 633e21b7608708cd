import { constant } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import { stageTime } from "./runge-kutta.ts";
import type { Scheme } from "./scheme.ts";
import { addVectors, applyMatrix, scaleVector } from "./vector.ts";

/** The trapezoidal rule with an Euler step for its end: converges to the Stratonovich solution. */
export const stochasticHeun: Scheme = {
  name: "stochastic-heun",
  title: "Stochastic Heun",
  citation: "W. Rümelin, SIAM J. Numer. Anal. 19 (1982) 604–613",
  interpretations: ["stratonovich"],
  order: (noise) => {
    if (noise === "none") return { strong: 2, weak: 2 };
    // Without Lévy areas no scheme of these increments does better for noise that doesn't commute.
    const commutes = noise !== "general" && noise !== "diagonal";
    return { strong: commutes ? 1 : 0.5, weak: 1 };
  },
  step({ sde, x, t, dt, sqrtDt, normals }) {
    const dW = inScope("noise", () => scaleVector(sqrtDt, normals("dW")));
    const slope = (at: readonly (typeof x)[number][], time: typeof t) =>
      addVectors(scaleVector(dt, sde.drift(at, time)), applyMatrix(sde.diffusion(at, time), dW));
    const first = inScope("stage_1", () => slope(x, t));
    const second = inScope("stage_2", () => slope(addVectors(x, first), stageTime(t, 1, dt)));
    return inScope("update", () =>
      addVectors(x, scaleVector(constant(0.5), addVectors(first, second))),
    );
  },
};
