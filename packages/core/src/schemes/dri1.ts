import { constant, elementwise, mul } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import type { Node } from "../graph/node.ts";
import { minus, negative, over, plus, sum, times } from "../graph/simplify.ts";
import { stageTime } from "./runge-kutta.ts";
import type { Scheme, StepInputs } from "./scheme.ts";
import { addVectors, applyMatrix, combine, component, scaleVector } from "./vector.ts";

const A0 = [[], [1 / 2], [-1, 2]] as const;
/** Noise in the stages of the drift: weights of the first stage of the diffusion alone. */
const B0 = [0, (6 - Math.sqrt(6)) / 10, (3 + 2 * Math.sqrt(6)) / 5] as const;
const C0 = [0, 1 / 2, 1] as const;
/** Stages of the diffusion start from the first of the drift and of the diffusion. */
const A1 = 342 / 491;
const B1 = 3 * Math.sqrt(38 / 491);
const B2 = [
  (214 / 513) * Math.sqrt(1105 / 991),
  (491 / 513) * Math.sqrt(221 / 4955),
  (491 / 513) * Math.sqrt(221 / 4955),
] as const;
const ALPHA = [1 / 6, 2 / 3, 1 / 6] as const;
const BETA = {
  one: [193 / 684, 491 / 1368, 491 / 1368],
  two: [0, Math.sqrt(491 / 38) / 6, -Math.sqrt(491 / 38) / 6],
  three: [-4955 / 7072, 4955 / 14144, 4955 / 14144],
  four: [0, -Math.sqrt(4955 / 221) / 8, Math.sqrt(4955 / 221) / 8],
} as const;

/**
 * Debrabant & Rößler's DRI1: weak order 2 whatever the noise, with a drift of order 3.
 *
 * The published three-point variables are replaced by the normal increments, which have the same moments
 * as far as the order needs them; so paths are those of the Wiener process.
 */
export const dri1: Scheme = {
  name: "dri1",
  title: "Debrabant–Rößler DRI1",
  citation:
    "K. Debrabant & A. Rößler, Appl. Numer. Math. 59 (2009) 582–594 (DRI1); the family of methods: " +
    "A. Rößler, SIAM J. Numer. Anal. 47 (2009) 1713–1738",
  interpretations: ["ito"],
  order: (noise) => {
    if (noise === "none") return { strong: 3, weak: 3 };
    // Its stages hold Milstein's ½(dW² − dt) L^k b^k, and of each pair L^l b^k I_(l,k) + L^k b^l I_(k,l), in which the
    // random area is what doesn't matter if the two commute.
    return { strong: noise === "general" || noise === "diagonal" ? 0.5 : 1, weak: 2 };
  },
  step(inputs) {
    const { x, dt } = inputs;
    const integrals = inScope("noise", () => pairIntegrals(inputs));
    const { drifts, columns } = stages(inputs, integrals);
    const noise = columns.flatMap(({ own, other }, k) =>
      inScope(`noise_${k + 1}`, () => {
        const { dW, pair, root } = integrals;
        const first = own.map((column, i) =>
          scaleVector(
            plus(
              times(constant(BETA.one[i] ?? 0), component(dW, k)),
              times(constant(BETA.two[i] ?? 0), over(component(pair[k] ?? [], k), root)),
            ),
            column,
          ),
        );
        const second = other.map((column, i) =>
          scaleVector(
            plus(
              times(constant(BETA.three[i] ?? 0), component(dW, k)),
              times(constant(BETA.four[i] ?? 0), root),
            ),
            column,
          ),
        );
        return [...first, ...second];
      }),
    );
    return inScope("update", () =>
      [scaleVector(dt, combine(ALPHA, drifts) ?? []), ...noise].reduce<Node[]>(addVectors, [...x]),
    );
  },
};

/** Stand-ins for the integrals of one step, whose moments are right to the order that is needed. */
interface PairIntegrals {
  /** Î_k. */
  readonly dW: readonly Node[];
  /** Î_(k,l), [k][l]. */
  readonly pair: readonly (readonly Node[])[];
  /** √dt. */
  readonly root: Node;
}

function pairIntegrals({ dt, sqrtDt, normals }: StepInputs): PairIntegrals {
  const dW = scaleVector(sqrtDt, normals("dW"));
  // Of two points ±√dt, by the sign of a normal; one less is needed than there are Wiener processes.
  const signs = dW.length < 2 ? [] : normals("dZ").slice(0, -1);
  const twoPoint = signs.map((normal) =>
    elementwise("select", elementwise("less", normal, constant(0)), negative(sqrtDt), sqrtDt),
  );
  const pair = dW.map((left, k) =>
    dW.map((right, l) => {
      const product = mul(left, right);
      if (k === l) return times(constant(0.5), minus(product, dt));
      const area = times(sqrtDt, component(twoPoint, Math.min(k, l)));
      return times(constant(0.5), k < l ? minus(product, area) : plus(product, area));
    }),
  );
  return { dW, pair, root: sqrtDt };
}

interface Stages {
  readonly drifts: readonly Node[][];
  /** Each Wiener process's column b^k at its own stages, and at those of the others' noise. */
  readonly columns: readonly { readonly own: Node[][]; readonly other: Node[][] }[];
}

function stages(inputs: StepInputs, { dW, pair, root }: PairIntegrals): Stages {
  const { sde, x, t, dt } = inputs;
  const columnOf = (matrix: readonly Node[][], k: number): Node[] =>
    matrix.map((row) => component(row, k));
  const drift = inScope("stage_1", () => sde.drift(x, t));
  const diffusion = inScope("stage_1", () => sde.diffusion(x, t));
  const own = dW.map((_, k) => {
    const shifts = [B1, -B1].map((weight, i) =>
      inScope(`own_${k + 1}_${i + 2}`, () => {
        const drifted = addVectors(x, scaleVector(times(constant(A1), dt), drift));
        const noise = scaleVector(times(constant(weight), root), columnOf(diffusion, k));
        return columnOf(sde.diffusion(addVectors(drifted, noise), stageTime(t, A1, dt)), k);
      }),
    );
    return [columnOf(diffusion, k), ...shifts];
  });
  const columns = dW.map((_, k) => {
    if (dW.length === 1) return { own: own[k] ?? [], other: [] };
    const change = inScope(`other_${k + 1}`, () => otherNoise(own, pair, root, k));
    const shifted = [-1, 1].map((sign, i) =>
      inScope(`other_${k + 1}_${i + 2}`, () => {
        const at = addVectors(x, scaleVector(constant(sign), change));
        return columnOf(sde.diffusion(at, t), k);
      }),
    );
    return { own: own[k] ?? [], other: [columnOf(diffusion, k), ...shifted] };
  });
  return { drifts: driftStages(inputs, drift, applyMatrix(diffusion, dW)), columns };
}

/** Σ_{l≠k} Σ_j B2_j b^l(H_j^l) Î_(k,l)/√dt. */
function otherNoise(
  own: readonly Node[][][],
  pair: PairIntegrals["pair"],
  root: Node,
  k: number,
): Node[] {
  const species = own[0]?.[0]?.length ?? 0;
  return Array.from({ length: species }, (_, i) =>
    sum(
      own.flatMap((columns, l) => {
        if (l === k) return [];
        const factor = over(component(pair[k] ?? [], l), root);
        const value = sum(
          columns.map((column, j) => times(constant(B2[j] ?? 0), component(column, i))),
        );
        return [times(value, factor)];
      }),
    ),
  );
}

function driftStages({ sde, x, t, dt }: StepInputs, first: Node[], noise: Node[]): Node[][] {
  const drifts = [first];
  for (const i of [1, 2]) {
    const drift = inScope(`stage_${i + 1}`, () => {
      const change = scaleVector(dt, combine(A0[i] ?? [], drifts) ?? []);
      const at = addVectors(addVectors(x, change), scaleVector(constant(B0[i] ?? 0), noise));
      return sde.drift(at, stageTime(t, C0[i] ?? 0, dt));
    });
    drifts.push(drift);
  }
  return drifts;
}
