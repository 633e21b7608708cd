import { constant } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import type { Node } from "../graph/node.ts";
import { minus, sum, times } from "../graph/simplify.ts";
import type { Scheme, SymbolicSde } from "./scheme.ts";
import { addVectors, applyMatrix, component, scaleVector } from "./vector.ts";

const REFUSAL =
  "Milstein without Lévy areas needs commutative noise, which could not be proved of this model";

/** Euler–Maruyama + ½ Σ_lj L^l b_ij (dW_l dW_j − δ_lj dt); without the −dt for Stratonovich. */
export const milstein: Scheme = {
  name: "milstein",
  title: "Milstein",
  citation: "G. N. Milstein, Theory Probab. Appl. 19 (1975) 557–562",
  interpretations: ["ito", "stratonovich"],
  order: (noise) =>
    noise === "general" || noise === "diagonal" ? { refusal: REFUSAL } : { strong: 1, weak: 1 },
  step({ sde, x, t, dt, sqrtDt, normals }) {
    const dW = inScope("noise", () => scaleVector(sqrtDt, normals("dW")));
    const drift = sde.drift(x, t);
    const diffusion = sde.diffusion(x, t);
    const derivatives = sde.diffusionDerivatives(x, t);
    const correction = inScope("correction", () => correct(sde, derivatives, dW, dt));
    return inScope("update", () => {
      const euler = addVectors(addVectors(x, scaleVector(dt, drift)), applyMatrix(diffusion, dW));
      return addVectors(euler, correction);
    });
  },
};

function correct(sde: SymbolicSde, derivatives: Node[][][], dW: readonly Node[], dt: Node): Node[] {
  const areas = dW.map((left, l) =>
    dW.map((right, j) => {
      const product = times(left, right);
      const area = l === j && sde.interpretation === "ito" ? minus(product, dt) : product;
      return times(constant(0.5), area);
    }),
  );
  return sde.species.map((_, i) =>
    sum(
      derivatives.flatMap((rows, l) =>
        (rows[i] ?? []).map((entry, j) => times(entry, component(areas[l] ?? [], j))),
      ),
    ),
  );
}
