import { constant } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import { sum, times } from "../graph/simplify.ts";
import { iteratedIntegrals } from "./iterated-integrals.ts";
import { stageTime } from "./runge-kutta.ts";
import type { Scheme } from "./scheme.ts";
import { addVectors, applyMatrix, combine, component, scaleVector } from "./vector.ts";

const A0 = 3 / 4;
const B0 = 3 / 2;
const C0 = 3 / 4;
const ALPHA = [1 / 3, 2 / 3] as const;
/** Weights of b(t + dt) and of b(t): by dW and by I_(1,0)/dt. */
const BETA = { dW: [1, 0], timeAverage: [-1, 1] } as const;

/** Rößler's SRA1: strong order 1.5 for additive noise b(t), any number of Wiener processes. */
export const sra1: Scheme = {
  name: "sra1",
  title: "Rößler SRA1",
  citation: "A. Rößler, SIAM J. Numer. Anal. 48 (2010) 922–952, table 6.2 (SRA1)",
  interpretations: ["ito", "stratonovich"],
  order: (noise) => {
    if (noise === "none") return { strong: 2, weak: 2 };
    if (noise === "additive") return { strong: 1.5, weak: 2 };
    return { refusal: "SRA1 needs additive noise, which could not be proved of this model" };
  },
  step(inputs) {
    const { sde, x, t, dt } = inputs;
    const { dW, timeAverage } = inScope("noise", () => iteratedIntegrals(inputs));
    const diffusions = [sde.diffusion(x, stageTime(t, 1, dt)), sde.diffusion(x, t)];
    const first = inScope("stage_1", () => sde.drift(x, t));
    const second = inScope("stage_2", () => {
      const state = inScope("state", () => {
        const drift = scaleVector(times(constant(A0), dt), first);
        const weights = scaleVector(constant(B0), timeAverage);
        return addVectors(addVectors(x, drift), applyMatrix(diffusions[0] ?? [], weights));
      });
      return sde.drift(state, stageTime(t, C0, dt));
    });
    return inScope("update", () => {
      const drift = scaleVector(dt, combine(ALPHA, [first, second]) ?? []);
      const noise = diffusions.map((diffusion, i) => {
        const weights = dW.map((_, j) =>
          sum([
            times(constant(BETA.dW[i] ?? 0), component(dW, j)),
            times(constant(BETA.timeAverage[i] ?? 0), component(timeAverage, j)),
          ]),
        );
        return applyMatrix(diffusion, weights);
      });
      return addVectors(addVectors(x, drift), noise.reduce(addVectors));
    });
  },
};
