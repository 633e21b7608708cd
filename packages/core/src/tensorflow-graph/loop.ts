import { joinScopes } from "../graph/context.ts";
import type { Node } from "../graph/node.ts";
import { int32, int32Scalar, type TensorRef } from "./builder.ts";
import type { DataType, TensorShape } from "./graph-def.ts";
import { type Lowering, tensorOf } from "./lowering.ts";

/** The plumbing's scope in a scan's scope: folded in a viewer, it leaves the step itself to see. */
const LOOP_SCOPE = "loop";

/** Within a loop's scope, that of the loop over the parts of a step. */
export const PARTS = "parts";

/** A value that goes round a loop. */
export interface LoopVariable {
  /** Its value in the loop's body. */
  readonly inside: TensorRef;
  /** Its value when the loop has ended. */
  readonly after: TensorRef;
  /** Closes the circle with the next value. */
  close(next: TensorRef): void;
}

/** Series that a loop writes, one entry a step. */
interface Recorder {
  write(index: TensorRef, value: TensorRef): void;
  read(indices: TensorRef, scope: string, name: string): TensorRef;
}

/** The scopes of a scan's plumbing, in which no other op may be named. */
export function loopScopes(node: Node<"scan">): string[] {
  return ["counter", "state", "series", PARTS].map((part) =>
    joinScopes(node.scope, LOOP_SCOPE, part),
  );
}

/** A while loop of TensorFlow's executor: Enter, Merge, Switch, LoopCond, NextIteration and Exit. */
export class WhileLoop {
  readonly scope: string;
  readonly #lowering: Lowering;
  readonly #frame: string;
  readonly #condition: string;

  constructor(scope: string, lowering: Lowering) {
    this.scope = scope;
    this.#frame = `${scope}/frame`;
    this.#lowering = lowering;
    this.#condition = lowering.builder.reserve(scope, "condition");
  }

  /** Has a value decide whether the loop goes on. */
  decide(goesOn: TensorRef): void {
    this.#lowering.builder.addMany(
      "LoopCond",
      { scope: this.scope, name: "condition", inputs: [goesOn] },
      [{ dtype: "DT_BOOL", shape: [] }],
      this.#condition,
    );
  }

  /** Name of the op that decides whether the loop goes on. */
  get condition(): string {
    return this.#condition;
  }

  /** Brings a value from outside into the loop's frame. */
  enter(
    value: TensorRef,
    name: string,
    isConstant: boolean,
    scope: string = this.scope,
  ): TensorRef {
    const { dtype, shape } = value;
    return this.#lowering.builder.add("Enter", {
      scope,
      name,
      inputs: [value],
      attr: {
        T: { type: dtype },
        frame_name: { s: this.#frame },
        is_constant: { b: isConstant },
        parallel_iterations: { i: 10 },
      },
      dtype,
      shape,
    });
  }

  /** A value that goes round, with its ops in a scope of the loop's; `inside` may be placed elsewhere. */
  variable(
    initial: TensorRef,
    name: string,
    afterMerge: (merged: TensorRef) => void = () => {},
    place: { scope: string; name: string } = {
      scope: joinScopes(this.scope, name),
      name: "identity",
    },
  ): LoopVariable {
    const { builder } = this.#lowering;
    const { dtype, shape } = initial;
    const scope = joinScopes(this.scope, name);
    const attr = { T: { type: dtype } } as const;
    const one = { dtype, shape };
    const entered = this.enter(initial, "enter", false, scope);
    const next = builder.reserve(scope, "next_iteration");
    const [merged = entered] = builder.addMany(
      "Merge",
      { scope, name: "merge", inputs: [entered, next], attr: { ...attr, N: { i: 2 } } },
      [one, { dtype: "DT_INT32", shape: [] }],
    );
    afterMerge(merged);
    const [left = merged, stays = merged] = builder.addMany(
      "Switch",
      { scope, name: "switch", inputs: [merged, this.#condition], attr },
      [one, one],
    );
    return {
      inside: builder.add("Identity", { ...place, inputs: [stays], attr, ...one }),
      after: builder.add("Exit", { scope, name: "exit", inputs: [left], attr, ...one }),
      close: (value) =>
        void builder.addMany(
          "NextIteration",
          { scope, name: "next_iteration", inputs: [value], attr },
          [one],
          next,
        ),
    };
  }

  /** An array of one value a step, `size` in all; the first may be given before the loop starts. */
  recorder(
    name: string,
    dtype: DataType,
    shape: TensorShape,
    size: number,
    first?: TensorRef,
  ): Recorder {
    const { builder } = this.#lowering;
    const scope = joinScopes(this.scope, "series", name);
    const attr = { dtype: { type: dtype }, element_shape: { shape } } as const;
    const flowType = { dtype: "DT_FLOAT", shape: [] } as const;
    const length = builder.shared(scope, "size", int32Scalar(size));
    const [handle, created] = builder.addMany(
      "TensorArrayV3",
      {
        scope,
        name: "array",
        inputs: [length],
        attr: {
          ...attr,
          dynamic_size: { b: false },
          clear_after_read: { b: false },
          identical_element_shapes: { b: true },
          tensor_array_name: { s: `${scope}/array` },
        },
      },
      [{ dtype: "DT_RESOURCE", shape: [2] }, flowType],
    );
    if (!handle || !created) throw new Error("an array has two outputs");
    const write = (
      array: TensorRef,
      index: TensorRef,
      value: TensorRef,
      flow: TensorRef,
    ): TensorRef =>
      builder.add("TensorArrayWriteV3", {
        scope,
        name: "write",
        inputs: [array, index, value, flow],
        attr: { T: { type: dtype } },
        ...flowType,
      });
    const start = first
      ? write(handle, builder.shared(scope, "zero", int32Scalar(0)), first, created)
      : created;
    const inside = this.enter(handle, "enter_array", true, scope);
    const flow = this.variable(start, `series/${name}/flow`);
    return {
      write: (index, value) => flow.close(write(inside, index, value, flow.inside)),
      read: (indices, readScope, readName) =>
        builder.add("TensorArrayGatherV3", {
          scope: readScope,
          name: readName,
          inputs: [handle, indices, flow.after],
          attr,
          dtype,
          shape: [...indices.shape, ...shape],
        }),
    };
  }
}

/** The loop over a run's steps. */
export class StepLoop extends WhileLoop {
  /** The number of the step. */
  readonly index: TensorRef;
  readonly #step: LoopVariable;

  constructor(node: Node<"scan">, lowering: Lowering) {
    super(joinScopes(node.scope, LOOP_SCOPE), lowering);
    const { builder, run } = lowering;
    const { scope } = this;
    const zero = builder.shared(scope, "zero", int32Scalar(0));
    const limit = this.enter(builder.shared(scope, "steps", int32Scalar(run.steps)), "limit", true);
    this.#step = this.variable(zero, "counter", (merged) =>
      this.decide(
        builder.add("Less", {
          scope,
          name: "less",
          inputs: [merged, limit],
          attr: { T: { type: "DT_INT32" } },
          dtype: "DT_BOOL",
          shape: [],
        }),
      ),
    );
    this.index = this.#step.inside;
  }

  /** Goes on with the next step. */
  advance(next: TensorRef): void {
    this.#step.close(next);
  }
}

/** The value of a series at this step. */
export function sliceAt(
  lowering: Lowering,
  series: TensorRef,
  index: TensorRef,
  scope: string,
  name: string,
): TensorRef {
  const { builder } = lowering;
  const axis = builder.shared(scope, "axis", int32Scalar(0));
  return builder.add("GatherV2", {
    scope,
    name,
    inputs: [series, index, axis],
    attr: {
      Tparams: { type: series.dtype },
      Tindices: { type: "DT_INT32" },
      Taxis: { type: "DT_INT32" },
      batch_dims: { i: 0 },
    },
    dtype: series.dtype,
    shape: series.shape.slice(1),
  });
}

/** A value that is the same for all paths, repeated for each. */
export function forAllPaths(
  lowering: Lowering,
  value: TensorRef,
  scope: string,
  name: string,
): TensorRef {
  const { builder, run } = lowering;
  if (value.shape.length > 0) return value;
  return builder.add("BroadcastTo", {
    scope,
    name,
    inputs: [value, builder.shared(scope, "paths", int32(run.paths))],
    attr: { T: { type: value.dtype }, Tidx: { type: "DT_INT32" } },
    dtype: value.dtype,
    shape: [run.paths],
  });
}

/** The initial values of a scan's states, one a path. */
export function initialStates(node: Node<"scan">, lowering: Lowering): TensorRef[] {
  const { body, carry } = node.attributes;
  return node.inputs.slice(0, carry).map((input, i) => {
    const name = body.arguments[i]?.attributes.name ?? "state";
    const scope = joinScopes(node.scope, LOOP_SCOPE, "state", name);
    return forAllPaths(lowering, tensorOf(lowering, input), scope, "initial");
  });
}
