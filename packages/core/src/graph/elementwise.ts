import type { ElementwiseOp } from "./op.ts";

/** Truth values are 1 and 0. */
const truth = (value: boolean): number => (value ? 1 : 0);

/**
 * What each elementwise op computes, in double precision.
 *
 * `pow` is the C99 one (pow(1, NaN) = 1); `min` and `max` return NaN if an input is NaN.
 */
export const EVALUATE: {
  readonly [O in ElementwiseOp]: (a: number, b: number, c: number) => number;
} = {
  neg: (a) => -a,
  abs: Math.abs,
  sign: Math.sign,
  floor: Math.floor,
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  pow: (a, b) => (a === 1 ? 1 : a ** b),
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  less: (a, b) => truth(a < b),
  lessEqual: (a, b) => truth(a <= b),
  select: (condition, a, b) => (condition !== 0 ? a : b),
};

/** The value of an elementwise op for given inputs. */
export function evaluateElementwise(op: ElementwiseOp, inputs: readonly number[]): number {
  return EVALUATE[op](inputs[0] ?? Number.NaN, inputs[1] ?? Number.NaN, inputs[2] ?? Number.NaN);
}
