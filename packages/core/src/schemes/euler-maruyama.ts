import { inScope } from "../graph/context.ts";
import type { Scheme } from "./scheme.ts";
import { addVectors, applyMatrix, scaleVector } from "./vector.ts";

/** x + a(x, t) dt + b(x, t) dW. */
export const eulerMaruyama: Scheme = {
  name: "euler-maruyama",
  title: "Euler–Maruyama",
  citation: "G. Maruyama, Rend. Circ. Mat. Palermo 4 (1955) 48–90",
  interpretations: ["ito"],
  order: (noise) => ({ strong: noise === "additive" || noise === "none" ? 1 : 0.5, weak: 1 }),
  step({ sde, x, t, dt, sqrtDt, normals }) {
    const dW = inScope("noise", () => scaleVector(sqrtDt, normals("dW")));
    const drift = sde.drift(x, t);
    const diffusion = sde.diffusion(x, t);
    return inScope("update", () =>
      addVectors(addVectors(x, scaleVector(dt, drift)), applyMatrix(diffusion, dW)),
    );
  },
};
