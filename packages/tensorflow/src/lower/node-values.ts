import { type DType, type Node, perPath } from "@driftgraph/core";
import { floatType, type Ops } from "./ops.ts";
import type { TensorRef } from "./region.ts";

/** Where an argument of the scan's body, or a series at a logged time, comes from. */
interface Passed {
  readonly values: NodeValues;
  readonly node: Node;
  /** Which entry of a series it is; undefined if it isn't one. */
  readonly index: TensorRef | undefined;
}

/**
 * The values of nodes in one region.
 *
 * As in the core's kernels, values that differ from path to path are of the run's float type, and those
 * that are the same for all paths are doubles, rounded where the two meet.
 */
export class NodeValues {
  readonly ops: Ops;
  readonly float: "DT_FLOAT" | "DT_DOUBLE";
  readonly #dtype: DType;
  readonly #known = new Map<Node, TensorRef>();
  readonly #passed = new Map<Node, Passed>();
  readonly #scalars = new Map<Node, Map<string, TensorRef>>();

  constructor(ops: Ops, dtype: DType) {
    this.ops = ops;
    this.float = floatType(dtype);
    this.#dtype = dtype;
  }

  /** The values of a function in this region, none yet. */
  inside(ops: Ops): NodeValues {
    return new NodeValues(ops, this.#dtype);
  }

  has(node: Node): boolean {
    return this.#known.has(node) || this.#passed.has(node);
  }

  set(node: Node, value: TensorRef): void {
    this.#known.set(node, value);
  }

  /** Makes a node stand for one of a region around, or for an entry of a series there. */
  pass(node: Node, from: Passed): void {
    this.#passed.set(node, from);
  }

  /** A node's value, as an op whose result is or isn't per path takes it. */
  operand(node: Node, forPaths: boolean): TensorRef {
    if (node.type === "bool" || perPath(node.shape)) return this.#find(node);
    return this.scalar(node, forPaths ? this.float : "DT_DOUBLE");
  }

  /** A node's value for each path. @param paths int32 [1] */
  forAllPaths(node: Node, paths: TensorRef): TensorRef {
    const value = this.operand(node, true);
    return perPath(node.shape) ? value : this.ops.broadcast(value, paths);
  }

  /** A value that is the same for all paths. */
  scalar(node: Node, dtype: "DT_FLOAT" | "DT_DOUBLE"): TensorRef {
    if (node.op === "constant") return this.ops.float(dtype, node.attributes.value);
    const made = this.#scalars.get(node) ?? new Map<string, TensorRef>();
    this.#scalars.set(node, made);
    const known = made.get(dtype);
    if (known) return known;
    const value = this.#rounded(node, dtype);
    made.set(dtype, value);
    return value;
  }

  /** Rounded where it was computed, so that a loop takes it in as it needs it. */
  #rounded(node: Node, dtype: "DT_FLOAT" | "DT_DOUBLE"): TensorRef {
    const passed = this.#passed.get(node);
    if (!passed) return this.ops.cast(this.#find(node), dtype);
    const outer = passed.values.scalar(passed.node, dtype);
    return passed.index ? this.ops.gather(outer, passed.index, 0, "at") : outer;
  }

  #find(node: Node): TensorRef {
    const known = this.#known.get(node);
    if (known) return known;
    const passed = this.#passed.get(node);
    if (passed) {
      const outer = passed.values.#find(passed.node);
      return passed.index ? this.ops.gather(outer, passed.index, 0, "at") : outer;
    }
    throw new Error(`${node.op} in "${node.scope}" was not lowered before its use`);
  }
}
