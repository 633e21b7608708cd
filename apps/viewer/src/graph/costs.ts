import type { RunMetadata } from "@driftgraph/eventlog";
import type { Op, OpGraph } from "./op-graph.ts";
import type { Scope } from "./scope-tree.ts";

/** What was measured of an op or of all ops of a scope; times in microseconds. */
export interface Cost {
  /** Summed over the ops. */
  time: number;
  start: number;
  end: number;
  bytes: number;
}

/** The measured costs of a graph's ops, by index; those that weren't timed have none. */
export function opCosts({ byName }: OpGraph, profile: RunMetadata | undefined): Map<number, Cost> {
  const costs = new Map<number, Cost>();
  for (const { nodes } of profile?.devices ?? []) {
    for (const { name, startMicros, durationMicros, memory, outputs } of nodes) {
      // TensorFlow may write what it ran as `name:op`.
      const i = byName.get(name) ?? byName.get(name.split(":", 1)[0] ?? "");
      if (i === undefined) continue;
      const allocated = memory.reduce((sum, { totalBytes }) => sum + totalBytes, 0);
      const produced = outputs.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
      const bytes = allocated > 0 ? allocated : produced;
      merge(costs, i, {
        time: durationMicros,
        start: startMicros,
        end: startMicros + durationMicros,
        bytes,
      });
    }
  }
  return costs;
}

/** The costs of scopes: of all ops in them and below. */
export function scopeCosts(root: Scope, costs: ReadonlyMap<number, Cost>): Map<Scope, Cost> {
  const all = new Map<Scope, Cost>();
  const visit = (scope: Scope): void => {
    for (const i of scope.ops) {
      const cost = costs.get(i);
      if (cost) merge(all, scope, cost);
    }
    for (const inner of scope.scopes) {
      visit(inner);
      const cost = all.get(inner);
      if (cost) merge(all, scope, cost);
    }
  };
  visit(root);
  return all;
}

/** The ops of the way through the graph that takes the longest, by their own times. */
export function criticalPath(ops: readonly Op[], costs: ReadonlyMap<number, Cost>): Set<number> {
  if (costs.size === 0) return new Set();
  const best = new Float64Array(ops.length);
  const before = new Int32Array(ops.length).fill(-1);
  for (const i of inOrder(ops)) {
    for (const { from } of ops[i]?.inputs ?? []) {
      if ((best[from] ?? 0) > (best[i] ?? 0)) {
        best[i] = best[from] ?? 0;
        before[i] = from;
      }
    }
    best[i] = (best[i] ?? 0) + (costs.get(i)?.time ?? 0);
  }
  let at = best.indexOf(Math.max(0, ...chunkMaxima(best)));
  const path = new Set<number>();
  for (; at >= 0 && !path.has(at); at = before[at] ?? -1) path.add(at);
  return path;
}

/** Indices of all ops, inputs before what uses them; edges that close a loop don't count. */
function inOrder(ops: readonly Op[]): number[] {
  const order: number[] = [];
  const state = new Uint8Array(ops.length);
  for (let first = 0; first < ops.length; first++) {
    const stack = [first];
    while (stack.length > 0) {
      const i = stack.at(-1) ?? 0;
      if (state[i] === 0) {
        state[i] = 1;
        for (const { from } of ops[i]?.inputs ?? []) if (state[from] === 0) stack.push(from);
      } else {
        stack.pop();
        if (state[i] === 1) order.push(i);
        state[i] = 2;
      }
    }
  }
  return order;
}

/** Of pieces, since a function takes only so many arguments. */
function chunkMaxima(values: Float64Array): number[] {
  const maxima: number[] = [];
  for (let i = 0; i < values.length; i += 10_000) {
    maxima.push(Math.max(...values.subarray(i, i + 10_000)));
  }
  return maxima;
}

function merge<K>(costs: Map<K, Cost>, key: K, more: Cost): void {
  const cost = costs.get(key);
  if (!cost) {
    costs.set(key, { ...more });
    return;
  }
  cost.time += more.time;
  cost.bytes += more.bytes;
  cost.start = Math.min(cost.start, more.start);
  cost.end = Math.max(cost.end, more.end);
}
