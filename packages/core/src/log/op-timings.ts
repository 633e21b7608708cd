import type { OpCost } from "../profile/profile.ts";
import type { TensorFlowNode } from "../tensorflow-graph/graph-def.ts";
import type { NodeTiming } from "./event.ts";
import type { NamedGraph } from "./named-graph.ts";

/** The tag of the profile over the run's graph. */
export const PROFILE_TAG = "profile";

const BYTES = { DT_FLOAT: 4, DT_DOUBLE: 8, DT_BOOL: 1 } as const;

/**
 * What each op took, for TensorBoard's graph: scope by scope, since it takes a scope's time as the span
 * from its first op's start to its last one's end.
 */
export function opTimings(ops: readonly OpCost[], graph: NamedGraph): NodeTiming[] {
  const byName = new Map<string, number>();
  for (const { node, selfTime } of ops) {
    const name = graph.nameOf.get(node);
    if (name === undefined || selfTime === undefined) continue;
    byName.set(name, (byName.get(name) ?? 0) + selfTime);
  }
  return [...byName]
    .map(([name, micros]) => ({ name, micros, path: name.split("/") }))
    .sort((a, b) => comparePaths(a.path, b.path))
    .flatMap(({ name, micros }) => {
      const op = graph.byName.get(name);
      return op ? [timing(op, micros)] : [];
    });
}

function timing(op: TensorFlowNode, micros: number): NodeTiming {
  const outputs = outputsOf(op);
  const bytes = outputs.reduce(
    (sum, { dtype, shape }) => sum + BYTES[dtype] * shape.reduce((a, b) => a * b, 1),
    0,
  );
  return {
    name: op.name,
    nanos: micros * 1000,
    bytes,
    outputs,
    label: `${op.name}: timed by itself, not fused`,
  };
}

/** Ops whose result is a truth value, whatever the type of their inputs. */
const COMPARISONS: ReadonlySet<string> = new Set(["Less", "LessEqual"]);

function outputsOf({ op, attr }: TensorFlowNode): NodeTiming["outputs"] {
  const shapes = attr._output_shapes;
  const type = attr.T ?? attr.dtype;
  const float = type && "type" in type && type.type === "DT_DOUBLE" ? "DT_DOUBLE" : "DT_FLOAT";
  const dtype = COMPARISONS.has(op) ? "DT_BOOL" : float;
  if (!shapes || !("list" in shapes)) return [{ dtype, shape: [] }];
  return (shapes.list.shape ?? []).map((shape) => ({ dtype, shape }));
}

/** Orders paths so that those of one scope follow each other. */
function comparePaths(left: readonly string[], right: readonly string[]): number {
  for (let i = 0; ; i++) {
    const l = left[i];
    const r = right[i];
    if (l === undefined || r === undefined) return left.length - right.length;
    if (l !== r) return l < r ? -1 : 1;
  }
}
