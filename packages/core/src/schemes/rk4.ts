import { inScope } from "../graph/context.ts";
import { rungeKuttaStages } from "./runge-kutta.ts";
import type { Scheme } from "./scheme.ts";
import { addVectors, combine, scaleVector } from "./vector.ts";

/** The classical Runge–Kutta method, for models without noise. */
export const rk4: Scheme = {
  name: "rk4",
  title: "Classical Runge–Kutta",
  citation: "W. Kutta, Z. Math. Phys. 46 (1901) 435–453",
  interpretations: ["ito", "stratonovich"],
  order: (noise) =>
    noise === "none"
      ? { strong: 4, weak: 4 }
      : { refusal: "the classical Runge–Kutta method is for equations without noise" },
  step({ sde, x, t, dt }) {
    const slopes = rungeKuttaStages([[], [1 / 2], [0, 1 / 2], [0, 0, 1]], x, t, dt, (stage, at) =>
      scaleVector(dt, sde.drift(stage, at)),
    );
    return inScope("update", () => {
      const change = combine([1 / 6, 1 / 3, 1 / 3, 1 / 6], slopes);
      return change ? addVectors(x, change) : [...x];
    });
  },
};
