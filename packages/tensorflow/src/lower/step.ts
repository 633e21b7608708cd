import { type Node, nodesOf } from "@driftgraph/core";
import type { BlockValues, ProgramShape } from "./context.ts";
import type { NodeValues } from "./node-values.ts";
import { lowerNode } from "./nodes.ts";
import { type Drawing, rowOf } from "./noise.ts";
import type { BuiltFunction, Ops } from "./ops.ts";
import type { TensorFlowOp } from "./output-names.ts";
import type { Argument, TensorRef } from "./region.ts";
import { countTrue, type EventValues } from "./summaries.ts";

/** All that goes round the scan's loop, but lists. */
export interface StepState {
  /** One a carried value, [paths]. */
  readonly states: readonly TensorRef[];
  /** One a counted mask: how often it was true. */
  readonly totals: readonly TensorRef[];
  /** One an event. */
  readonly events: readonly EventValues[];
}

/** What a step is made from. */
export interface StepPlan {
  readonly scan: Node<"scan">;
  readonly drawings: readonly Drawing[];
  /** The summaries of counted masks and of events. */
  readonly counts: readonly Node[];
  readonly occurrences: readonly Node[];
}

/** The state as a list, as functions take and give it. */
export function flatten({ states, totals, events }: StepState): TensorRef[] {
  return [
    ...states,
    ...totals,
    ...events.flatMap(({ held, ever, begun, steps }) => [held, ever, begun, steps]),
  ];
}

/** The state from a list of its values. */
export function unflatten(plan: StepPlan, values: readonly TensorRef[]): StepState {
  const { carry } = plan.scan.attributes;
  const events = carry + plan.counts.length;
  return {
    states: values.slice(0, carry),
    totals: values.slice(carry, events),
    events: plan.occurrences.map((_, i) => {
      const [held, ever, begun, steps] = values.slice(events + 4 * i, events + 4 * i + 4);
      if (!held || !ever || !begun || !steps) throw new Error("an event has four values");
      return { held, ever, begun, steps };
    }),
  };
}

/** The state as the arguments of a function. */
export function stateArguments(
  { scan, counts, occurrences }: StepPlan,
  float: "DT_FLOAT" | "DT_DOUBLE",
): Argument[] {
  const { body, carry } = scan.attributes;
  const states = body.arguments.slice(0, carry);
  return [
    ...states.map(({ attributes: { name } }) => ({ name, dtype: float })),
    ...counts.map(() => ({ name: "total", dtype: "DT_DOUBLE" as const })),
    ...occurrences.flatMap(() => [
      { name: "held", dtype: "DT_BOOL" as const },
      { name: "ever", dtype: "DT_BOOL" as const },
      { name: "begun", dtype: "DT_DOUBLE" as const },
      { name: "steps", dtype: "DT_DOUBLE" as const },
    ]),
  ];
}

/**
 * One step of the scan as a function of the step's index, the normals' rows and the state.
 *
 * @param outer the values of the nodes around the scan.
 */
export function stepFunction(
  plan: StepPlan,
  outer: NodeValues,
  block: BlockValues,
  shape: ProgramShape,
): BuiltFunction {
  const { float } = outer;
  const { scan, drawings } = plan;
  const { body, carry } = scan.attributes;
  const given: Argument[] = [
    { name: "index", dtype: "DT_INT32" },
    ...drawings.map(({ stream }) => ({ name: `${stream}_normals`, dtype: float })),
    ...stateArguments(plan, float),
  ];
  return outer.ops.function("step", given, (ops, [index, ...rest]) => {
    if (!index) throw new Error("a step has an index");
    const rows = rest.slice(0, drawings.length);
    const state = unflatten(plan, rest.slice(drawings.length));
    const values = outer.inside(ops);
    passArguments(scan, outer, values, state.states, index);
    const normal = normals(drawings, rows, ops, index);
    for (const node of nodesOf(body)) {
      if (node.op !== "argument") lowerNode(node, { values, block, shape, normal });
    }
    const paths = outer.ops.reshape(block.paths, outer.ops.ints(1));
    const results = body.outputs.map(({ node }) => values.forAllPaths(node, paths));
    const at = ops.in("summaries");
    const mask = (summary: Node): TensorRef => {
      const [source] = summary.inputs;
      const found = source?.op === "scanOutput" ? results[source.attributes.index] : undefined;
      if (!found) throw new Error(`${summary.op} is of no result of the scan`);
      return found;
    };
    return flatten({
      states: results.slice(0, carry),
      totals: plan.counts.map((summary, i) =>
        plus(at, state.totals[i], countTrue(at, mask(summary))),
      ),
      events: plan.occurrences.map((summary, i) =>
        nextEvent(at, state.events[i], mask(summary), index),
      ),
    });
  });
}

/** Binds the body's arguments: the state, then what is the same at each step, then slices of series. */
function passArguments(
  { inputs, attributes: { body, carry } }: Node<"scan">,
  outer: NodeValues,
  values: NodeValues,
  states: readonly TensorRef[],
  step: TensorRef,
): void {
  body.arguments.forEach((argument, i) => {
    const passed = inputs[i];
    const state = states[i];
    if (i < carry) {
      if (state) values.set(argument, state);
    } else if (passed) {
      const index = passed.shape.includes("steps") ? step : undefined;
      values.pass(argument, { values: outer, node: passed, index });
    }
  });
}

/** The normals of a step: rows of those that were drawn for it and its neighbours. */
function normals(
  drawings: readonly Drawing[],
  rows: readonly TensorRef[],
  ops: Ops,
  step: TensorRef,
): (node: Node<"normal">, ops: Ops) => TensorRef {
  const ranges = new Map<string, { begin: TensorRef[]; end: TensorRef[] }>();
  const rangesOf = (drawing: Drawing): { begin: TensorRef[]; end: TensorRef[] } => {
    const known = ranges.get(drawing.stream);
    if (known) return known;
    const at = ops.in("noise");
    const turn = at.apply("FloorMod", [step, at.int(drawing.steps)], "turn");
    const table = (offset: number): TensorRef[] =>
      at.unpack(at.gather(rowTable(at, drawing, offset), turn), drawing.channels);
    const made = { begin: table(0), end: table(1) };
    ranges.set(drawing.stream, made);
    return made;
  };
  return ({ attributes: { stream, channel } }, at) => {
    const i = drawings.findIndex((drawing) => drawing.stream === stream);
    const [drawing, values] = [drawings[i], rows[i]];
    if (!drawing || !values) throw new Error(`no normals are drawn from ${stream}`);
    const { begin, end } = rangesOf(drawing);
    const [first, last] = [begin[channel], end[channel]];
    if (!first || !last) throw new Error(`no channel ${channel} is drawn from ${stream}`);
    return at.row(values, first, last, "normal");
  };
}

/** The rows of each turn's channels, [steps, channels, 1], plus an offset. */
function rowTable(ops: Ops, drawing: Drawing, offset: number): TensorRef {
  const { steps, channels, blocks, given } = drawing;
  const row = (j: number): number => (given ? j : rowOf(j, blocks)) + offset;
  const rows = Array.from({ length: steps * channels }, (_, j) => row(j));
  return ops.constant("DT_INT32", [steps, channels, 1], Int32Array.from(rows));
}

/** @param step the index of the step whose end it is. */
function nextEvent(
  ops: Ops,
  before: EventValues | undefined,
  holds: TensorRef,
  step: TensorRef,
): EventValues {
  if (!before) throw new Error("an event has a state");
  const logical = (op: TensorFlowOp, ...inputs: TensorRef[]): TensorRef =>
    ops.add(op, inputs, {}, "DT_BOOL");
  const began = logical("LogicalAnd", holds, logical("LogicalNot", before.held));
  const first = logical("LogicalAnd", holds, logical("LogicalNot", before.ever));
  const taken = ops.cast(ops.apply("AddV2", [step, ops.int(1)]), "DT_DOUBLE");
  return {
    held: holds,
    ever: logical("LogicalOr", before.ever, holds),
    begun: plus(ops, before.begun, countTrue(ops, began)),
    steps: plus(ops, before.steps, ops.apply("Mul", [taken, countTrue(ops, first)])),
  };
}

function plus(ops: Ops, a: TensorRef | undefined, b: TensorRef): TensorRef {
  return a ? ops.apply("AddV2", [a, b]) : b;
}
