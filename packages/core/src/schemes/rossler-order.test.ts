import { describe, expect, it } from "vitest";
import type { AdditiveTableau } from "./additive-rossler.ts";
import { sosra } from "./sosra.ts";
import { sosri } from "./sosri.ts";
import { sra1 } from "./sra1.ts";
import { sra3 } from "./sra3.ts";
import { sriw1 } from "./sriw1.ts";
import type { StrongTableau } from "./strong-rossler.ts";

type Row = readonly number[];

const dot = (a: Row, b: Row): number => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
const apply = (matrix: readonly Row[], v: Row): number[] => matrix.map((row) => dot(row, v));
const square = (v: Row): number[] => v.map((value) => value * value);
const ones = (v: readonly unknown[]): number[] => v.map(() => 1);

/** Conditions of A. Rößler (2010), theorem 5.1: what is summed, and what it must be. */
function strongConditions(tableau: StrongTableau): [string, number, number][] {
  const { A0, B0, A1, B1, alpha, beta } = tableau;
  const e = ones(alpha);
  const [A0e, B0e, A1e, B1e] = [A0, B0, A1, B1].map((matrix) => apply(matrix, e)) as [
    number[],
    number[],
    number[],
    number[],
  ];
  const weights = { β1: beta.dW, β2: beta.second, β3: beta.timeAverage, β4: beta.third };
  const each = (what: string, v: Row, expected: Row): [string, number, number][] =>
    Object.entries(weights).map(([name, row], i) => [
      `${name}·${what}`,
      dot(row, v),
      expected[i] ?? 0,
    ]);
  const A1B0e = apply(A1, B0e);
  return [
    ["α·e", dot(alpha, e), 1],
    ["α·A0e", dot(alpha, A0e), 1 / 2],
    ["α·B0e", dot(alpha, B0e), 1],
    ["α·(B0e)²", dot(alpha, square(B0e)), 3 / 2],
    ...each("e", e, [1, 0, 0, 0]),
    ...each("B1e", B1e, [0, 1, 0, 0]),
    ...each("A1e", A1e, [1, 0, -1, 0]),
    ...each("(B1e)²", square(B1e), [1, 0, -1, 2]),
    ...each("B1(B1e)", apply(B1, B1e), [0, 0, 0, 1]),
    ["½β1·A1(B0e) + ⅓β3·A1(B0e)", dot(beta.dW, A1B0e) / 2 + dot(beta.timeAverage, A1B0e) / 3, 0],
  ];
}

/** Conditions of A. Rößler (2010), theorem 5.2. */
function additiveConditions(tableau: AdditiveTableau): [string, number, number][] {
  const { A0, B0, C1, alpha, beta } = tableau;
  const e = ones(alpha);
  const [A0e, B0e] = [apply(A0, e), apply(B0, e)];
  return [
    ["α·e", dot(alpha, e), 1],
    ["β1·e", dot(beta.dW, ones(C1)), 1],
    ["β2·e", dot(beta.timeAverage, ones(C1)), 0],
    ["α·B0e", dot(alpha, B0e), 1],
    ["α·A0e", dot(alpha, A0e), 1 / 2],
    ["α·(B0e)²", dot(alpha, square(B0e)), 3 / 2],
    ["β1·C1", dot(beta.dW, C1), 1],
    ["β2·C1", dot(beta.timeAverage, C1), -1],
  ];
}

/** Published with rounding of the optimizer that found them. */
const DIGITS: Readonly<Record<string, number>> = { sosri: 11, sosra: 11 };

describe("the conditions of strong order 1.5", () => {
  it.each([sriw1, sosri])("hold for the tableau of $name", ({ name, tableau }) => {
    for (const [what, value, expected] of strongConditions(tableau)) {
      expect(value, what).toBeCloseTo(expected, DIGITS[name] ?? 14);
    }
  });

  it.each([sra1, sra3, sosra])("hold for the tableau of $name", ({ name, tableau }) => {
    for (const [what, value, expected] of additiveConditions(tableau)) {
      expect(value, what).toBeCloseTo(expected, DIGITS[name] ?? 14);
    }
  });

  it.each([sriw1, sosri])("stage times of $name are the sums of its rows", ({ name, tableau }) => {
    const digits = DIGITS[name] ?? 14;
    const e = ones(tableau.alpha);
    apply(tableau.A0, e).forEach((c, i) => expect(tableau.C0[i]).toBeCloseTo(c, digits));
    apply(tableau.A1, e).forEach((c, i) => expect(tableau.C1[i]).toBeCloseTo(c, digits));
  });
});
