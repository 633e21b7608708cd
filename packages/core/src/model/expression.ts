import { constant, elementwise } from "../graph/build.ts";
import { fromOrigin } from "../graph/context.ts";
import type { Node } from "../graph/node.ts";
import type { ElementwiseOp } from "../graph/op.ts";
import { callSite } from "./call-site.ts";

/** What stands for a value in a formula: an expression or a number. */
export type Operand = Expression | number;

/** The node of an operand. */
export function nodeOf(operand: Operand): Node {
  return typeof operand === "number" ? constant(operand) : operand.node;
}

/** Applies an op to operands, with the caller's line as its origin. */
export function apply(op: ElementwiseOp, ...operands: readonly Operand[]): Expression {
  return atCallSite(() => elementwise(op, ...operands.map(nodeOf)));
}

/** An expression whose nodes have the caller's line as their origin. */
export function atCallSite(build: () => Node): Expression {
  return fromOrigin(callSite(), () => new Expression(build()));
}

/**
 * A formula over species, parameters and time; immutable.
 *
 * Methods make new formulas: `K.pow(n).div(K.pow(n).add(x.pow(n)))`.
 */
export class Expression {
  readonly node: Node;

  constructor(node: Node) {
    this.node = node;
  }

  add(other: Operand): Expression {
    return apply("add", this, other);
  }
  sub(other: Operand): Expression {
    return apply("sub", this, other);
  }
  mul(other: Operand): Expression {
    return apply("mul", this, other);
  }
  div(other: Operand): Expression {
    return apply("div", this, other);
  }
  pow(exponent: Operand): Expression {
    return apply("pow", this, exponent);
  }
  min(other: Operand): Expression {
    return apply("min", this, other);
  }
  max(other: Operand): Expression {
    return apply("max", this, other);
  }
  /** Whether this is less than the other: a condition. */
  less(other: Operand): Expression {
    return apply("less", this, other);
  }
  /** Whether this is at most the other: a condition. */
  lessEqual(other: Operand): Expression {
    return apply("lessEqual", this, other);
  }
  /** `a` where this condition holds, else `b`. */
  select(a: Operand, b: Operand): Expression {
    return apply("select", this, a, b);
  }
  neg(): Expression {
    return apply("neg", this);
  }
  abs(): Expression {
    return apply("abs", this);
  }
  sign(): Expression {
    return apply("sign", this);
  }
  floor(): Expression {
    return apply("floor", this);
  }
  sqrt(): Expression {
    return apply("sqrt", this);
  }
  exp(): Expression {
    return apply("exp", this);
  }
  log(): Expression {
    return apply("log", this);
  }
  sin(): Expression {
    return apply("sin", this);
  }
  cos(): Expression {
    return apply("cos", this);
  }
  tan(): Expression {
    return apply("tan", this);
  }
  asin(): Expression {
    return apply("asin", this);
  }
  acos(): Expression {
    return apply("acos", this);
  }
  atan(): Expression {
    return apply("atan", this);
  }
  sinh(): Expression {
    return apply("sinh", this);
  }
  cosh(): Expression {
    return apply("cosh", this);
  }
  tanh(): Expression {
    return apply("tanh", this);
  }
}
