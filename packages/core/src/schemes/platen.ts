import { constant, mul } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import type { Node } from "../graph/node.ts";
import { isConstant, minus, over, sum, times } from "../graph/simplify.ts";
import type { Scheme, StepInputs } from "./scheme.ts";
import { addVectors, applyMatrix, component, scaleVector } from "./vector.ts";

const REFUSAL =
  "Platen's scheme without Lévy areas needs commutative noise, which could not be proved of this model";

/**
 * Milstein's scheme with its derivatives L^l b_ij replaced by differences: (b_ij(ψ_l) − b_ij(x))/√dt at
 * the supporting values ψ_l = x + a dt + b_l √dt.
 */
export const platen: Scheme = {
  name: "platen",
  title: "Platen's derivative-free Milstein",
  citation:
    "P. E. Kloeden & E. Platen, Numerical Solution of Stochastic Differential Equations (1992), section 11.1",
  interpretations: ["ito"],
  order: (noise) =>
    noise === "general" || noise === "diagonal" ? { refusal: REFUSAL } : { strong: 1, weak: 1 },
  step(inputs) {
    const { sde, x, t, dt, sqrtDt, normals } = inputs;
    const dW = inScope("noise", () => scaleVector(sqrtDt, normals("dW")));
    const diffusion = sde.diffusion(x, t);
    const drifted = inScope("euler", () => addVectors(x, scaleVector(dt, sde.drift(x, t))));
    const corrections = dW.map((_, l) =>
      inScope(`support_${l + 1}`, () => correct(inputs, { l, dW, drifted, diffusion })),
    );
    return inScope("update", () =>
      [applyMatrix(diffusion, dW), ...corrections].reduce(addVectors, drifted),
    );
  },
};

interface Support {
  readonly l: number;
  readonly dW: readonly Node[];
  readonly drifted: readonly Node[];
  readonly diffusion: readonly Node[][];
}

/** Σ_j (b_ij(ψ_l) − b_ij(x))/√dt · ½ (dW_l dW_j − δ_lj dt), one a species. */
function correct({ sde, x, t, dt, sqrtDt }: StepInputs, support: Support): Node[] {
  const { l, dW, drifted, diffusion } = support;
  // Where the graph proves that L^l b_ij is zero, the difference would add nothing but rounding.
  const structure = sde.diffusionDerivatives(x, t)[l] ?? [];
  if (structure.every((row) => row.every((entry) => isConstant(entry, 0)))) {
    return x.map(() => constant(0));
  }
  const column = diffusion.map((row) => times(component(row, l), sqrtDt));
  const shifted = sde.diffusion(addVectors(drifted, column), t);
  return x.map((_, i) =>
    sum(
      dW.map((w, j) => {
        if (isConstant(component(structure[i] ?? [], j), 0)) return constant(0);
        const difference = minus(component(shifted[i] ?? [], j), component(diffusion[i] ?? [], j));
        const product = mul(component(dW, l), w);
        const area = l === j ? minus(product, dt) : product;
        return times(difference, over(times(constant(0.5), area), sqrtDt));
      }),
    ),
  );
}
