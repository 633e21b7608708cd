import { type Graph, type Node, perPath } from "@driftgraph/core";
import type { BlockValues, ProgramShape } from "./context.ts";
import type { NodeValues } from "./node-values.ts";
import { lowerNode } from "./nodes.ts";
import type { BuiltFunction, Ops } from "./ops.ts";
import type { Argument, TensorRef } from "./region.ts";
import { type StepPlan, stateArguments, unflatten } from "./step.ts";
import { type Entry, isSummary, RECORDERS, type Recorder, type SummaryOp } from "./summaries.ts";

/** The summaries of one kind. */
export interface Recorded {
  readonly op: SummaryOp;
  readonly recorder: Recorder;
  readonly nodes: readonly Node[];
  /** The type of what it records. */
  readonly dtype: "DT_FLOAT" | "DT_DOUBLE" | "DT_INT32";
}

/** The kinds of summaries that a graph has, each with its nodes in the order of the outputs. */
export function recordedOf({ outputs }: Graph, float: "DT_FLOAT" | "DT_DOUBLE"): Recorded[] {
  const kinds = new Map<SummaryOp, Node[]>();
  for (const { node } of outputs) {
    if (!isSummary(node.op)) throw new Error(`${node.op} is no summary`);
    kinds.set(node.op, [...(kinds.get(node.op) ?? []), node]);
  }
  return [...kinds].map(([op, nodes]) => {
    const recorder = RECORDERS[op];
    return { op, recorder, nodes, dtype: recorder.dtype === "float" ? float : recorder.dtype };
  });
}

/** A list for the entries of each kind, with room for all logged times. */
export function newLists(
  ops: Ops,
  recorded: readonly Recorded[],
  shape: ProgramShape,
  times: number,
): TensorRef[] {
  return recorded.map(({ recorder, nodes, dtype }) => {
    const sizes = ops.ints(...recorder.rowShape(nodes.length, shape));
    const attr = { element_dtype: { type: dtype }, shape_type: { type: "DT_INT32" } } as const;
    return ops.add(
      "TensorListReserve",
      [sizes, ops.int(times)],
      attr,
      "DT_VARIANT",
      recorder.output,
    );
  });
}

/** The entries of a list as one tensor, along a new first axis. */
export function stackList(
  ops: Ops,
  list: TensorRef,
  { recorder, nodes, dtype }: Recorded,
  shape: ProgramShape,
): TensorRef {
  const sizes = ops.ints(...recorder.rowShape(nodes.length, shape));
  const attr = { element_dtype: { type: dtype }, num_elements: { i: -1 } } as const;
  return ops.add("TensorListStack", [list, sizes], attr, dtype, recorder.output);
}

/** The function that takes the summaries of one logged time and adds them to the lists. */
export function logFunction(
  recorded: readonly Recorded[],
  plan: StepPlan,
  outer: NodeValues,
  block: BlockValues,
  shape: ProgramShape,
): BuiltFunction {
  const state = stateArguments(plan, outer.float);
  const given: Argument[] = [
    { name: "time", dtype: "DT_INT32" },
    ...state,
    ...recorded.map(({ recorder }) => ({ name: recorder.output, dtype: "DT_VARIANT" as const })),
  ];
  return outer.ops.function("log", given, (ops, [time, ...rest]) => {
    if (!time) throw new Error("an entry has a time");
    const now = unflatten(plan, rest);
    const values = outer.inside(ops);
    const logged = loggedValues({ scan: plan.scan, outer, values, block, shape }, now.states, time);
    const at = ops.in("summaries");
    const entry: Entry = {
      ops: at,
      values,
      block,
      shape,
      time,
      stacked: stacker(at, logged),
      total: (node) => picked(now.totals, plan.counts.indexOf(node)),
      event: (node) => picked(now.events, plan.occurrences.indexOf(node)),
    };
    return recorded.map((kind, i) =>
      setItem(
        at,
        picked(rest, state.length + i),
        time,
        kind,
        kind.recorder.record(kind.nodes, entry),
      ),
    );
  });
}

/** What nodes of a logged time are lowered from. */
interface LoggedLowering {
  readonly scan: Node<"scan">;
  /** The values around the scan, and those of the region that is written. */
  readonly outer: NodeValues;
  readonly values: NodeValues;
  readonly block: BlockValues;
  readonly shape: ProgramShape;
}

/** A function that gives a series' value at a logged time for each path, and writes what it needs. */
export function loggedValues(
  lowering: LoggedLowering,
  states: readonly TensorRef[],
  time: TensorRef,
): (node: Node) => TensorRef {
  const { outer, values, block } = lowering;
  const lower = (node: Node): void => {
    if (values.has(node)) return;
    if (node.op === "scanOutput") values.set(node, picked(states, node.attributes.index));
    else if (node.shape.includes("times") && perPath(node.shape)) {
      node.inputs.forEach(lower);
      lowerNode(node, lowering);
    } else {
      const index = node.shape.includes("times") ? time : undefined;
      values.pass(node, { values: outer, node, index });
    }
  };
  return (node) => {
    lower(node);
    return values.forAllPaths(node, outer.ops.reshape(block.paths, outer.ops.ints(1)));
  };
}

/** Makes the series of some summaries rows of one tensor: the same one for the same series. */
function stacker(ops: Ops, logged: (node: Node) => TensorRef): Entry["stacked"] {
  const made: { readonly series: readonly Node[]; readonly value: TensorRef }[] = [];
  return (nodes) => {
    const series = nodes.flatMap(({ inputs: [input] }) => (input ? [input] : []));
    const same = made.find(
      (one) =>
        one.series.length === series.length && one.series.every((node, i) => node === series[i]),
    );
    if (same) return same.value;
    const value = ops.pack(series.map(logged));
    made.push({ series, value });
    return value;
  };
}

function setItem(
  ops: Ops,
  list: TensorRef,
  time: TensorRef,
  { dtype }: Recorded,
  item: TensorRef,
): TensorRef {
  const attr = { element_dtype: { type: dtype } };
  return ops.add("TensorListSetItem", [list, time, item], attr, "DT_VARIANT", "set_item");
}

function picked<T>(values: readonly T[], index: number): T {
  const value = values[index];
  if (value === undefined) throw new Error(`there is no value ${index} of ${values.length}`);
  return value;
}
