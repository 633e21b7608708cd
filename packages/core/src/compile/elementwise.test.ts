import { describe, expect, it } from "vitest";
import { EVALUATE } from "../graph/elementwise.ts";
import type { ElementwiseOp } from "../graph/op.ts";
import { sequence } from "./fixtures/random-graph.ts";
import { applyVectorOp, ulpDistance } from "./fixtures/vector-function.ts";

type Draw = (random: () => number) => number;

const between =
  (low: number, high: number): Draw =>
  (random) =>
    low + (high - low) * random();
/** Of both signs if asked, with magnitudes spread evenly over powers of two. */
const magnitudes =
  (low: number, high: number, signed = true): Draw =>
  (random) => {
    const magnitude = 2 ** (low + (high - low) * random());
    return signed && random() < 0.5 ? -magnitude : magnitude;
  };

const SPECIAL = [
  0,
  -0,
  1,
  -1,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
  0.5,
  2,
  -2,
  3,
  -3,
];

interface Case {
  readonly draw: readonly Draw[];
  /** Bound of the error in single and in double precision, in units in the last place. */
  readonly ulp: readonly [number, number];
  readonly special?: readonly number[];
}

const any = magnitudes(-30, 30);
const exactly = [0.5, 0.5] as const;

const UNARY: Partial<Record<ElementwiseOp, Case>> = {
  neg: { draw: [any], ulp: exactly },
  abs: { draw: [any], ulp: exactly },
  sign: { draw: [any], ulp: exactly },
  floor: { draw: [any], ulp: exactly },
  sqrt: { draw: [any], ulp: exactly },
  exp: { draw: [between(-110, 92)], ulp: [2, 2] },
  log: { draw: [magnitudes(-140, 120, false)], ulp: [2, 2] },
  sin: { draw: [between(-1000, 1000)], ulp: [2, 2] },
  cos: { draw: [between(-1000, 1000)], ulp: [2, 2] },
  tan: { draw: [between(-1000, 1000)], ulp: [4, 4] },
  asin: { draw: [between(-1, 1)], ulp: [4, 4] },
  acos: { draw: [between(-1, 1)], ulp: [4, 4] },
  atan: { draw: [any], ulp: [3, 3] },
  sinh: { draw: [between(-95, 95)], ulp: [5, 6] },
  cosh: { draw: [between(-95, 95)], ulp: [5, 6] },
  tanh: { draw: [magnitudes(-20, 6)], ulp: [4, 4] },
};
const BINARY: Partial<Record<ElementwiseOp, Case>> = {
  add: { draw: [any, any], ulp: exactly },
  sub: { draw: [any, any], ulp: exactly },
  mul: { draw: [any, any], ulp: exactly },
  div: { draw: [any, any], ulp: exactly },
  min: { draw: [any, any], ulp: exactly },
  max: { draw: [any, any], ulp: exactly },
  pow: { draw: [magnitudes(-10, 10, false), between(-9, 9)], ulp: [1, 10] },
};

const pairs = SPECIAL.flatMap((a) => SPECIAL.map((b): [number, number] => [a, b]));

for (const type of ["float32", "float64"] as const) {
  const round = type === "float32" ? Math.fround : (x: number): number => x;
  describe(`vector code in ${type}`, () => {
    for (const [name, { draw, ulp }] of Object.entries({ ...UNARY, ...BINARY })) {
      const op = name as ElementwiseOp;
      const bound = ulp[type === "float32" ? 0 : 1];
      it(`computes ${op} to ${bound} ulp, special values included`, () => {
        const random = sequence(1);
        const drawn = Array.from({ length: 4000 }, () => draw.map((one) => round(one(random))));
        const cases = [...drawn, ...(draw.length === 1 ? SPECIAL.map((x) => [x]) : pairs)];
        const inputs = draw.map((_, i) => cases.map((values) => values[i] ?? 0));
        const results = applyVectorOp(op, type, false, inputs);
        let worst = 0;
        let where = "";
        cases.forEach(([a = 0, b = 0], i) => {
          const distance = ulpDistance(results[i] ?? 0, EVALUATE[op](a, b, 0), type);
          if (distance > worst) {
            worst = distance;
            where = `${op}(${a}, ${b}) = ${results[i]}, expected ${EVALUATE[op](a, b, 0)}`;
          }
        });
        expect(worst, where).toBeLessThanOrEqual(bound);
      });
    }

    it("compares, with NaN as false", () => {
      const a = pairs.map(([x]) => x);
      const b = pairs.map(([, y]) => y);
      for (const op of ["less", "lessEqual"] as const) {
        const masks = applyVectorOp(op, type, false, [a, b]);
        // All bits set read as a float are NaN.
        expect(masks.map((mask) => Number.isNaN(mask))).toEqual(
          pairs.map(([x, y]) => EVALUATE[op](x, y, 0) === 1),
        );
      }
    });

    it("keeps a power's integer cases exact in sign", () => {
      const results = applyVectorOp("pow", type, false, [
        [-2, -2, -8, -0, -0, 0],
        [3, 2, 1 / 3, 3, -3, -2],
      ]);
      expect(results[0]).toBeCloseTo(-8, 4);
      expect(results[1]).toBeCloseTo(4, 4);
      expect(results[2]).toBeNaN();
      expect(Object.is(results[3], -0)).toBe(true);
      expect(results[4]).toBe(Number.NEGATIVE_INFINITY);
      expect(results[5]).toBe(Number.POSITIVE_INFINITY);
    });
  });
}
