import type { Node } from "../graph/node.ts";
import { type ElementwiseOp, isElementwise } from "../graph/op.ts";
import { perPath } from "../graph/shape.ts";

/** How an operand comes: a plane of a tile, or one number for all paths, held in a register. */
export type OperandKind = "path" | "uniform";

/** Elementwise ops that cost the same: the same op of the same kinds of operand. */
export interface OpKind {
  readonly op: ElementwiseOp;
  readonly operands: readonly OperandKind[];
  /** Such as `mul(path, uniform)`. */
  readonly key: string;
}

/** The kind of an elementwise node that differs from path to path; undefined for any other node. */
export function opKind({ op, inputs, shape }: Node): OpKind | undefined {
  if (!isElementwise(op) || !perPath(shape)) return undefined;
  const operands = inputs.map((input): OperandKind => (perPath(input.shape) ? "path" : "uniform"));
  return { op, operands, key: `${op}(${operands.join(", ")})` };
}
