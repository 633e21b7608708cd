import type { Op, OpAttributes } from "./op.ts";
import type { Origin } from "./origin.ts";
import type { Shape } from "./shape.ts";

/** The type of a value: the run's float type, or a truth value. */
export type ValueType = "float" | "bool";

/**
 * An immutable node of the graph: an op applied to other nodes.
 *
 * Nodes refer to their inputs directly; two nodes are the same value only if they are the same
 * object (the CSE pass makes equal ones the same).
 */
export type Node<O extends Op = Op> = O extends Op ? NodeOf<O> : never;

interface NodeOf<O extends Op> {
  readonly op: O;
  readonly inputs: readonly Node[];
  readonly attributes: OpAttributes[O];
  readonly shape: Shape;
  readonly type: ValueType;
  /** Name scope, such as `step/stage_2/drift/x1`; "" at the top. */
  readonly scope: string;
  readonly origin: Origin | undefined;
}
