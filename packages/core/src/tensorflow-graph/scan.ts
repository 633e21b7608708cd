import type { Node } from "../graph/node.ts";
import { type Lower, lowerBody } from "./body.ts";
import { int32Scalar, type TensorRef } from "./builder.ts";
import { initialStates, StepLoop, sliceAt, type WhileLoop } from "./loop.ts";
import { type Lowering, tensorOf } from "./lowering.ts";
import { once } from "./once.ts";
import { lowerParts } from "./parts.ts";

/**
 * A scan as a while loop; its results go to the lowering's values of the `scanOutput` nodes.
 *
 * @param outputs the results of the scan that are used.
 * @param lower lowers a node of the body.
 * @returns the name of the op that decides whether the loop goes on.
 */
export function lowerScan(
  node: Node<"scan">,
  outputs: readonly Node<"scanOutput">[],
  lowering: Lowering,
  lower: Lower,
): string {
  const { body, carry, repeated } = node.attributes;
  const { builder, run, values } = lowering;
  const initial = initialStates(node, lowering);
  const loop = new StepLoop(node, lowering);
  const states = initial.map((value, i) => {
    const formal = body.arguments[i];
    const name = formal?.attributes.name ?? "state";
    const place = { scope: formal?.scope ?? node.scope, name };
    const state = loop.variable(value, `state/${name}`, undefined, repeated ? undefined : place);
    if (formal) values.set(formal, state.inside);
    return state;
  });
  const recorders = outputs.map(({ attributes: { index } }) => {
    const name = body.outputs[index]?.name ?? "result";
    const first = index < carry ? initial[index] : undefined;
    const [dtype, size] = first
      ? [lowering.dtype, run.steps + 1]
      : (["DT_BOOL", run.steps] as const);
    const recorder = loop.recorder(first ? name : `${name}_mask`, dtype, [run.paths], size, first);
    return { index, recorder, isState: first !== undefined };
  });
  const passed = node.inputs.slice(carry).map((input) => tensorOf(lowering, input));
  const entered = passed.map((value, i) => enterArgument(loop, value, body.arguments[carry + i]));
  builder.inFrame(loop.index, () => {
    const one = builder.shared(loop.scope, "one", int32Scalar(1));
    const next = add(lowering, loop.scope, "next_step", loop.index, one);
    entered.forEach((value, i) => {
      const formal = body.arguments[carry + i];
      if (!formal) return;
      const { scope, attributes } = formal;
      const isSeries = value.shape.length > 0;
      values.set(
        formal,
        isSeries ? sliceAt(lowering, value, loop.index, scope, attributes.name) : value,
      );
    });
    lowering.counter = once(() => counterOf(lowering, loop));
    const results = repeated
      ? lowerParts(node, loop, lowering, lower)
      : lowerBody(node, loop.scope, lowering, lower);
    lowering.counter = undefined;
    for (const { index, recorder, isState } of recorders) {
      const value = results[index];
      if (value) recorder.write(isState ? next : loop.index, value);
    }
    states.forEach((state, i) => {
      const value = results[i];
      if (value) state.close(value);
    });
    loop.advance(next);
  });
  const range = rangeOf(lowering);
  outputs.forEach((output, i) => {
    const recorder = recorders[i];
    if (!recorder) return;
    const indices = range(loop.scope, recorder.isState);
    values.set(output, recorder.recorder.read(indices, output.scope, "series"));
  });
  return loop.condition;
}

function enterArgument(
  loop: WhileLoop,
  value: TensorRef,
  formal: Node<"argument"> | undefined,
): TensorRef {
  if (!formal) return value;
  const { scope, attributes } = formal;
  // A series is sliced in the body under the argument's name; what enters is plumbing.
  return value.shape.length > 0
    ? loop.enter(value, "enter_series", true)
    : loop.enter(value, attributes.name, true, scope);
}

/** Indices of the entries to keep: of states the logged times, of masks all steps. */
function rangeOf({ builder, run }: Lowering): (scope: string, isState: boolean) => TensorRef {
  return (scope, isState) => {
    const [limit, stride] = isState ? [run.steps + 1, run.every] : [run.steps, 1];
    const bounds = [0, limit, stride].map((value) =>
      builder.shared(scope, "bound", int32Scalar(value)),
    );
    return builder.add("Range", {
      scope,
      name: "range",
      inputs: bounds,
      attr: { Tidx: { type: "DT_INT32" } },
      dtype: "DT_INT32",
      shape: [Math.ceil(limit / stride)],
    });
  };
}

/** The counter of this step's random numbers: TensorFlow counts on from it within the step. */
function counterOf({ builder }: Lowering, { scope, index }: StepLoop): TensorRef {
  const zero = builder.shared(scope, "zero", int32Scalar(0));
  const words = builder.add("Pack", {
    scope,
    name: "random_counter",
    inputs: [zero, index],
    attr: { T: { type: "DT_INT32" }, N: { i: 2 }, axis: { i: 0 } },
    dtype: "DT_INT32",
    shape: [2],
  });
  return builder.add("Cast", {
    scope,
    name: "random_counter",
    inputs: [words],
    attr: { SrcT: { type: "DT_INT32" }, DstT: { type: "DT_UINT64" }, Truncate: { b: false } },
    dtype: "DT_UINT64",
    shape: [2],
  });
}

function add(
  { builder }: Lowering,
  scope: string,
  name: string,
  a: TensorRef,
  b: TensorRef,
): TensorRef {
  const { dtype, shape } = a;
  return builder.add("AddV2", {
    scope,
    name,
    inputs: [a, b],
    attr: { T: { type: dtype } },
    dtype,
    shape,
  });
}
