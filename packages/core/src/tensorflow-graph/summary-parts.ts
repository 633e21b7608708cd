import { floatScalar, int32, type TensorRef } from "./builder.ts";
import type { Attributes, DataType } from "./graph-def.ts";
import type { Lowering } from "./lowering.ts";

/** Adds the ops that a summary is made of. */
export class Parts {
  readonly scope: string;
  readonly #lowering: Lowering;

  constructor(scope: string, lowering: Lowering) {
    this.scope = scope;
    this.#lowering = lowering;
  }

  /** A reduction over the last axis, or over all. */
  reduce(op: string, x: TensorRef, over: "paths" | "all" = "paths", keep = false): TensorRef {
    const axes = over === "paths" ? [x.shape.length - 1] : x.shape.map((_, i) => i);
    const kept = over === "all" ? [] : x.shape.slice(0, -1);
    return this.#lowering.builder.add(op, {
      scope: this.scope,
      name: op.toLowerCase(),
      inputs: [x, this.#lowering.builder.shared(this.scope, "axes", int32(...axes))],
      attr: { T: { type: x.dtype }, Tidx: { type: "DT_INT32" }, keep_dims: { b: keep } },
      dtype: x.dtype,
      shape: keep ? [...kept, 1] : kept,
    });
  }

  /** An elementwise op, in the shape of its first input. */
  apply(op: string, a: TensorRef, ...rest: readonly TensorRef[]): TensorRef {
    const { dtype, shape } = a;
    const inputs = [a, ...rest];
    return this.add(op, inputs, { T: { type: dtype } }, dtype, shape);
  }

  cast(x: TensorRef, dtype: DataType): TensorRef {
    const attr: Attributes = {
      SrcT: { type: x.dtype },
      DstT: { type: dtype },
      Truncate: { b: false },
    };
    return this.add("Cast", [x], attr, dtype, x.shape);
  }

  number(value: number): TensorRef {
    return this.#lowering.builder.shared(
      this.scope,
      "value",
      floatScalar(this.#lowering.dtype, value),
    );
  }

  add(
    op: string,
    inputs: readonly TensorRef[],
    attr: Attributes,
    dtype: DataType,
    shape: readonly number[],
  ): TensorRef {
    return this.#lowering.builder.add(op, {
      scope: this.scope,
      name: op.toLowerCase(),
      inputs,
      attr,
      dtype,
      shape,
    });
  }
}
