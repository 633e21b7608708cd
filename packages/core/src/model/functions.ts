import { constant } from "../graph/build.ts";
import { apply, atCallSite, Expression, nodeOf, type Operand } from "./expression.ts";
import { activation, repression } from "./hill.ts";

/** The sum of operands. */
export function add(first: Operand, ...rest: readonly Operand[]): Expression {
  return rest.reduce<Expression>((sum, operand) => apply("add", sum, operand), expressionOf(first));
}

/** The product of operands. */
export function mul(first: Operand, ...rest: readonly Operand[]): Expression {
  return rest.reduce<Expression>(
    (product, operand) => apply("mul", product, operand),
    expressionOf(first),
  );
}

/** An operand as an expression. */
function expressionOf(operand: Operand): Expression {
  return typeof operand === "number" ? new Expression(constant(operand)) : operand;
}

export const sub = (a: Operand, b: Operand): Expression => apply("sub", a, b);
export const div = (a: Operand, b: Operand): Expression => apply("div", a, b);
export const pow = (a: Operand, b: Operand): Expression => apply("pow", a, b);
export const neg = (a: Operand): Expression => apply("neg", a);
export const sign = (a: Operand): Expression => apply("sign", a);
export const floor = (a: Operand): Expression => apply("floor", a);
export const abs = (a: Operand): Expression => apply("abs", a);
export const sqrt = (a: Operand): Expression => apply("sqrt", a);
export const exp = (a: Operand): Expression => apply("exp", a);
export const log = (a: Operand): Expression => apply("log", a);
export const sin = (a: Operand): Expression => apply("sin", a);
export const cos = (a: Operand): Expression => apply("cos", a);
export const tan = (a: Operand): Expression => apply("tan", a);
export const asin = (a: Operand): Expression => apply("asin", a);
export const acos = (a: Operand): Expression => apply("acos", a);
export const atan = (a: Operand): Expression => apply("atan", a);
export const sinh = (a: Operand): Expression => apply("sinh", a);
export const cosh = (a: Operand): Expression => apply("cosh", a);
export const tanh = (a: Operand): Expression => apply("tanh", a);
export const min = (a: Operand, b: Operand): Expression => apply("min", a, b);
export const max = (a: Operand, b: Operand): Expression => apply("max", a, b);
/** `a < b`, as the condition of `select`. */
export const less = (a: Operand, b: Operand): Expression => apply("less", a, b);
/** `a <= b`, as the condition of `select`. */
export const lessEqual = (a: Operand, b: Operand): Expression => apply("lessEqual", a, b);
/** `a` where the condition holds, else `b`. */
export const select = (condition: Expression, a: Operand, b: Operand): Expression =>
  apply("select", condition, a, b);

/** Activation by a transcription factor: xⁿ / (Kⁿ + xⁿ). */
export function hillActivation(x: Operand, K: Operand, n: Operand): Expression {
  return atCallSite(() => activation(nodeOf(x), nodeOf(K), nodeOf(n)));
}

/** Repression by a transcription factor: Kⁿ / (Kⁿ + xⁿ). */
export function hillRepression(x: Operand, K: Operand, n: Operand): Expression {
  return atCallSite(() => repression(nodeOf(x), nodeOf(K), nodeOf(n)));
}
