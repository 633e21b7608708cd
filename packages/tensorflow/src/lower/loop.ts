import { type Graph, type Node, nodesOf, perPath } from "@driftgraph/core";
import type { BlockValues, ProgramShape } from "./context.ts";
import { logFunction, loggedValues, newLists, type Recorded, stackList } from "./logged.ts";
import type { NodeValues } from "./node-values.ts";
import { lowerNode } from "./nodes.ts";
import { type Drawing, normalRows } from "./noise.ts";
import type { BuiltFunction, Ops } from "./ops.ts";
import type { Argument, TensorRef } from "./region.ts";
import { flatten, type StepPlan, type StepState, stateArguments, stepFunction } from "./step.ts";
import { countTrue, isSummary } from "./summaries.ts";

/**
 * Runs the scan as a while loop that takes the summaries as it goes: nothing is kept but their lists.
 *
 * @returns for each kind of summary its entries at all logged times.
 */
export function lowerLoop(
  graph: Graph,
  plan: StepPlan,
  recorded: readonly Recorded[],
  outer: NodeValues,
  block: BlockValues,
  shape: ProgramShape,
): TensorRef[] {
  const ops = outer.ops.in(plan.scan.scope);
  for (const node of nodesOf(graph)) {
    if (isBefore(node)) lowerNode(node, { values: outer, block, shape });
  }
  const step = stepFunction(plan, outer, block, shape);
  const log = logFunction(recorded, plan, outer, block, shape);
  const state = initialState(plan, outer, block, shape);
  const times = shape.steps / shape.every + 1;
  const empty = newLists(ops, recorded, shape, times);
  const lists = ops.call(log, [ops.int(0), ...flatten(state), ...empty]);
  const kept = plan.drawings.filter(({ steps }) => steps > 1);
  const none = kept.map(() => ops.constant(outer.float, [0], noValues(outer.float)));
  const given: Argument[] = [
    { name: "index", dtype: "DT_INT32" },
    ...kept.map(({ stream }) => ({ name: `${stream}_normals`, dtype: outer.float })),
    ...stateArguments(plan, outer.float),
    ...recorded.map(({ recorder }) => ({ name: recorder.output, dtype: "DT_VARIANT" as const })),
  ];
  const goesOn = ops.function("goes_on", given, (inside, [index]) =>
    index ? [inside.compare("Less", index, inside.int(shape.steps))] : [],
  );
  const body = ops.function("body", given, (inside, [index, ...rest]) => {
    if (!index) throw new Error("a loop has an index");
    const before = rest.slice(0, kept.length);
    const loopState = rest.slice(kept.length, rest.length - recorded.length);
    const rows = plan.drawings.map((drawing) =>
      drawn(inside, drawing, index, before[kept.indexOf(drawing)], block, outer.float),
    );
    const after = inside.call(step, [index, ...rows, ...loopState]);
    const next = inside.apply("AddV2", [index, inside.int(1)]);
    const logged = logNext(inside, log, next, after, rest.slice(-recorded.length), shape);
    const keptRows = rows.filter((_, i) => kept.some((drawing) => drawing === plan.drawings[i]));
    return [next, ...keptRows, ...after, ...logged];
  });
  const initial = [ops.int(0), ...none, ...flatten(state), ...lists];
  const ended = ops.loop(goesOn, body, initial, "scan").slice(-recorded.length);
  return recorded.map((kind, i) => {
    const list = ended[i];
    if (!list) throw new Error("each kind has a list");
    return stackList(ops.in("summaries"), list, kind, shape);
  });
}

/** Whether a node is computed before the loop: all but what is of logged times, and the loop itself. */
function isBefore({ op, shape }: Node): boolean {
  if (op === "scan" || op === "scanOutput" || isSummary(op)) return false;
  return !(shape.includes("times") && perPath(shape));
}

/** The state at time 0. */
function initialState(
  plan: StepPlan,
  outer: NodeValues,
  block: BlockValues,
  shape: ProgramShape,
): StepState {
  const { scan } = plan;
  const ops = outer.ops.in("initial_state");
  const paths = ops.reshape(block.paths, ops.ints(1));
  const states = scan.inputs.slice(0, scan.attributes.carry).map((input, i) => {
    const given = block.initial.get(i);
    return given
      ? ops.broadcast(ops.cast(given, outer.float), paths)
      : outer.forAllPaths(input, paths);
  });
  const values = outer.inside(ops);
  const logged = loggedValues({ scan, outer, values, block, shape }, states, ops.int(0));
  return {
    states,
    totals: plan.counts.map(() => ops.float("DT_DOUBLE", 0)),
    events: plan.occurrences.map(({ inputs: [, holds] }) => {
      if (!holds) throw new Error("an event holds or doesn't");
      const held = logged(holds);
      return { held, ever: held, begun: countTrue(ops, held), steps: ops.float("DT_DOUBLE", 0) };
    }),
  };
}

/** The normals of a step: given, drawn, or those that were drawn with an earlier step's. */
function drawn(
  ops: Ops,
  drawing: Drawing,
  step: TensorRef,
  before: TensorRef | undefined,
  block: BlockValues,
  float: "DT_FLOAT" | "DT_DOUBLE",
): TensorRef {
  const at = ops.in("noise");
  const given = block.normals.get(drawing.stream);
  if (given) return at.gather(given, step);
  const draw = (inside: Ops): TensorRef => {
    const index = inside.cast(step, "DT_INT64");
    const group = inside.apply("FloorDiv", [index, inside.long(BigInt(drawing.steps))]);
    const first = inside.apply("Mul", [group, inside.long(BigInt(drawing.blocks))]);
    return normalRows(inside, block, drawing, first, float);
  };
  if (!before) return draw(at);
  const turn = at.apply("FloorMod", [step, at.int(drawing.steps)]);
  const [rows] = at.branch(
    at.compare("LessEqual", turn, at.int(0)),
    at.function(`draw_${drawing.stream}`, [], (inside) => [draw(inside.in("noise"))]),
    at.function(`keep_${drawing.stream}`, [], (inside) => [inside.region.use(before)]),
    "draw_or_keep",
  );
  if (!rows) throw new Error("a branch has a result");
  return rows;
}

/** Takes the summaries if the next step is at a logged time. */
function logNext(
  ops: Ops,
  log: BuiltFunction,
  next: TensorRef,
  state: readonly TensorRef[],
  lists: readonly TensorRef[],
  { every }: ProgramShape,
): TensorRef[] {
  if (every === 1) return ops.call(log, [next, ...state, ...lists]);
  const phase = ops.apply("FloorMod", [next, ops.int(every)]);
  return ops.branch(
    ops.compare("LessEqual", phase, ops.int(0)),
    ops.function("log_now", [], (inside) => {
      const time = inside.apply("FloorDiv", [next, inside.int(every)]);
      return inside.call(log, [time, ...state, ...lists]);
    }),
    ops.function("log_later", [], (inside) => lists.map((list) => inside.region.use(list))),
    "log_or_not",
  );
}

function noValues(float: "DT_FLOAT" | "DT_DOUBLE"): Float32Array | Float64Array {
  return float === "DT_FLOAT" ? new Float32Array() : new Float64Array();
}
