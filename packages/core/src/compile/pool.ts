import type { Node } from "../graph/node.ts";
import type { LaneType } from "./lanes.ts";

/** Bytes of a pool entry, whatever its type. */
const POOL_ENTRY_BYTES = 8;

/** What an entry of the pool holds. */
export type PoolEntry =
  | { readonly kind: "float32" | "float64" | "int32"; readonly value: number }
  | { readonly kind: "int64"; readonly value: bigint }
  | { readonly kind: "uniform"; readonly node: Node; readonly type: LaneType };

/**
 * The numbers that a kernel reads once per call: constants, and values that are the same for all
 * paths and steps of a run. They are loaded into locals, since engines rebuild a `v128.const` at
 * each use.
 */
export class Pool {
  readonly entries: PoolEntry[] = [];
  private readonly known = new Map<string | Node, number>();

  /** The byte offset of a constant. */
  constant(entry: Exclude<PoolEntry, { kind: "uniform" }>): number {
    const sign = Object.is(entry.value, -0) ? "-" : "";
    return this.offset(`${entry.kind}${sign}${entry.value}`, entry);
  }

  /** The byte offset of a value that the host computes before a run. */
  uniform(node: Node, type: LaneType): number {
    return this.offset(node, { kind: "uniform", node, type });
  }

  private offset(key: string | Node, entry: PoolEntry): number {
    let index = this.known.get(key);
    if (index === undefined) {
      index = this.entries.push(entry) - 1;
      this.known.set(key, index);
    }
    return index * POOL_ENTRY_BYTES;
  }
}
