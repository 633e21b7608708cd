import { joinScopes } from "../graph/context.ts";
import type { Node } from "../graph/node.ts";
import { type Lower, lowerBody } from "./body.ts";
import { int32, int32Scalar, type TensorRef } from "./builder.ts";
import { forAllPaths, PARTS, type StepLoop, WhileLoop } from "./loop.ts";
import { type Lowering, tensorOf } from "./lowering.ts";
import { once } from "./once.ts";

/**
 * A step that is repeated until it is done on every path: a while loop within the loop over steps, in
 * which paths that are done keep what they have.
 *
 * @returns the results of the body without the last, which says where the step is done.
 */
export function lowerParts(
  node: Node<"scan">,
  steps: StepLoop,
  lowering: Lowering,
  lower: Lower,
): TensorRef[] {
  const { body, carry } = node.attributes;
  const { builder, values } = lowering;
  const loop = new WhileLoop(joinScopes(steps.scope, PARTS), lowering);
  const { scope } = loop;
  const none = forAllPaths(lowering, falseOf(lowering, scope), scope, "none");
  const finished = loop.variable(none, "finished", (merged) =>
    loop.decide(not(lowering, scope, allOf(lowering, loop, merged))),
  );
  const turn = loop.variable(builder.shared(scope, "zero", int32Scalar(0)), "turn");
  const index = loop.enter(steps.index, "step", true);
  const counter = loop.enter(counterOf(lowering), "random_counter", true);
  const states = body.arguments.slice(0, carry).map((formal) => {
    const { scope: within, attributes } = formal;
    const place = { scope: within, name: attributes.name };
    return loop.variable(tensorOf(lowering, formal), `state/${attributes.name}`, undefined, place);
  });
  const masks = body.outputs
    .slice(carry, -1)
    .map(({ name }) => loop.variable(none, `mask/${name}`));
  body.arguments.forEach((formal, i) => {
    const state = states[i];
    const passed = (): TensorRef =>
      loop.enter(tensorOf(lowering, formal), formal.attributes.name, true, formal.scope);
    values.set(formal, state ? state.inside : passed());
  });
  builder.inFrame(turn.inside, () => {
    lowering.counter = () => counter;
    lowering.treeCounter = once(() => treeCounter(lowering, scope, index, turn.inside));
    const results = lowerBody(node, scope, lowering, lower);
    lowering.treeCounter = undefined;
    const done = results.pop();
    if (!done) throw new Error("a repeated body says when it is done");
    const running = not(lowering, scope, finished.inside);
    states.forEach((state, i) => {
      const next = results[i];
      if (next) state.close(select(lowering, scope, finished.inside, state.inside, next));
    });
    masks.forEach((mask, i) => {
      const now = results[carry + i];
      if (!now) return;
      const counted = logical(lowering, scope, "LogicalAnd", running, now);
      mask.close(logical(lowering, scope, "LogicalOr", mask.inside, counted));
    });
    finished.close(logical(lowering, scope, "LogicalOr", finished.inside, done));
    const one = builder.shared(scope, "one", int32Scalar(1));
    turn.close(
      builder.add("AddV2", {
        scope,
        name: "next_turn",
        inputs: [turn.inside, one],
        attr: { T: { type: "DT_INT32" } },
        dtype: "DT_INT32",
        shape: [],
      }),
    );
  });
  return [...states, ...masks].map(({ after }) => after);
}

/** More turns than any step takes. */
const TURNS = 1 << 20;

/** The counter of the random numbers of the step, which its parts share. */
function counterOf({ counter }: Lowering): TensorRef {
  if (counter) return counter();
  throw new Error("a step has a counter of random numbers");
}

/** The counter of the random numbers of a part: TensorFlow counts on from it in its lower word. */
function treeCounter(
  { builder }: Lowering,
  scope: string,
  step: TensorRef,
  turn: TensorRef,
): TensorRef {
  const long = (value: TensorRef): TensorRef =>
    builder.add("Cast", {
      scope,
      name: "long",
      inputs: [value],
      attr: { SrcT: { type: "DT_INT32" }, DstT: { type: "DT_INT64" }, Truncate: { b: false } },
      dtype: "DT_INT64",
      shape: [],
    });
  const arithmetic = (op: string, a: TensorRef, b: TensorRef): TensorRef =>
    builder.add(op, {
      scope,
      name: "high_word",
      inputs: [a, b],
      attr: { T: { type: "DT_INT64" } },
      dtype: "DT_INT64",
      shape: [],
    });
  const constant = (name: string, value: number): TensorRef =>
    builder.shared(scope, name, {
      dtype: "DT_INT64",
      shape: [],
      values: BigInt64Array.of(BigInt(value)),
    });
  const start = arithmetic("Mul", long(step), constant("turns", TURNS));
  const high = arithmetic("AddV2", start, long(turn));
  const words = builder.add("Pack", {
    scope,
    name: "random_counter",
    inputs: [constant("low_word", 0), high],
    attr: { T: { type: "DT_INT64" }, N: { i: 2 }, axis: { i: 0 } },
    dtype: "DT_INT64",
    shape: [2],
  });
  return builder.add("Cast", {
    scope,
    name: "random_counter",
    inputs: [words],
    attr: { SrcT: { type: "DT_INT64" }, DstT: { type: "DT_UINT64" }, Truncate: { b: false } },
    dtype: "DT_UINT64",
    shape: [2],
  });
}

function falseOf({ builder }: Lowering, scope: string): TensorRef {
  return builder.add("Cast", {
    scope,
    name: "false",
    inputs: [builder.shared(scope, "zero", int32Scalar(0))],
    attr: { SrcT: { type: "DT_INT32" }, DstT: { type: "DT_BOOL" }, Truncate: { b: false } },
    dtype: "DT_BOOL",
    shape: [],
  });
}

function allOf({ builder }: Lowering, loop: WhileLoop, mask: TensorRef): TensorRef {
  const { scope } = loop;
  const axis = loop.enter(builder.shared(scope, "axis", int32(0)), "axis", true);
  return builder.add("All", {
    scope,
    name: "all",
    inputs: [mask, axis],
    attr: { Tidx: { type: "DT_INT32" }, keep_dims: { b: false } },
    dtype: "DT_BOOL",
    shape: [],
  });
}

function not({ builder }: Lowering, scope: string, value: TensorRef): TensorRef {
  const { shape } = value;
  return builder.add("LogicalNot", {
    scope,
    name: "not",
    inputs: [value],
    dtype: "DT_BOOL",
    shape,
  });
}

function logical(
  { builder }: Lowering,
  scope: string,
  op: "LogicalAnd" | "LogicalOr",
  a: TensorRef,
  b: TensorRef,
): TensorRef {
  const { shape } = a;
  return builder.add(op, { scope, name: "logical", inputs: [a, b], dtype: "DT_BOOL", shape });
}

function select(
  { builder }: Lowering,
  scope: string,
  condition: TensorRef,
  yes: TensorRef,
  no: TensorRef,
): TensorRef {
  const { dtype, shape } = no;
  return builder.add("SelectV2", {
    scope,
    name: "kept",
    inputs: [condition, yes, no],
    attr: { T: { type: dtype } },
    dtype,
    shape,
  });
}
