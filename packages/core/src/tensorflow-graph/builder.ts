import type {
  Attributes,
  ConstTensor,
  DataType,
  TensorFlowNode,
  TensorShape,
} from "./graph-def.ts";
import type { OpNames } from "./names.ts";

/** One output of an op: how inputs refer to it, and what it holds. */
export interface TensorRef {
  readonly ref: string;
  readonly dtype: DataType;
  readonly shape: TensorShape;
}

/** What a new op has beside its inputs. */
export interface OpSpec {
  readonly scope: string;
  readonly name: string;
  readonly inputs?: readonly (TensorRef | string)[];
  readonly attr?: Attributes;
  readonly dtype: DataType;
  readonly shape: TensorShape;
}

const DEVICE = "/device:CPU:0";

/** Collects the ops of a TensorFlow graph. */
export class GraphBuilder {
  readonly nodes: TensorFlowNode[] = [];
  readonly #names: OpNames;
  /** In a loop's frame: the op on which ops without inputs must wait. */
  #pivot: string | undefined;
  readonly #constants = new Map<string, TensorRef>();

  constructor(names: OpNames) {
    this.#names = names;
  }

  /** A name for an op that is added later, for inputs that refer to it before. */
  reserve(scope: string, name: string): string {
    return this.#names.take(scope, name);
  }

  /** Adds an op with one output. */
  add(op: string, spec: OpSpec): TensorRef {
    const [output = { ref: "", dtype: spec.dtype, shape: spec.shape }] = this.addMany(op, spec, [
      spec,
    ]);
    return output;
  }

  /** Adds an op with several outputs, under a name that was reserved or is taken now. */
  addMany(
    op: string,
    { scope, name, inputs = [], attr = {} }: Pick<OpSpec, "scope" | "name" | "inputs" | "attr">,
    outputs: readonly { readonly dtype: DataType; readonly shape: TensorShape }[],
    reserved?: string,
  ): TensorRef[] {
    const full = reserved ?? this.reserve(scope, name);
    const refs = inputs.map((input) => (typeof input === "string" ? input : input.ref));
    const waits = inputs.length === 0 && this.#pivot !== undefined ? [`^${this.#pivot}`] : [];
    const shapes = { list: { shape: outputs.map(({ shape }) => shape) } };
    this.nodes.push({
      name: full,
      op,
      input: [...refs, ...waits],
      device: DEVICE,
      attr: { ...attr, _output_shapes: shapes },
    });
    return outputs.map(({ dtype, shape }, i) => ({
      ref: i === 0 ? full : `${full}:${i}`,
      dtype,
      shape,
    }));
  }

  /** A constant under a name of its own. */
  constant(scope: string, name: string, tensor: ConstTensor): TensorRef {
    const { dtype, shape } = tensor;
    return this.add("Const", {
      scope,
      name,
      dtype,
      shape,
      attr: { dtype: { type: dtype }, value: { tensor } },
    });
  }

  /** A small constant that helps an op, such as an axis: one for all ops of the frame. */
  shared(scope: string, name: string, tensor: ConstTensor): TensorRef {
    const key = `${this.#pivot ?? ""} ${tensor.dtype} ${tensor.shape.join()} ${tensor.values.join()}`;
    const known = this.#constants.get(key);
    if (known) return known;
    const made = this.constant(scope, name, tensor);
    this.#constants.set(key, made);
    return made;
  }

  /** Adds ops in the frame of a loop; constants wait for its pivot, so that they are in the frame. */
  inFrame<T>(pivot: TensorRef, build: () => T): T {
    const outer = this.#pivot;
    this.#pivot = pivot.ref;
    try {
      return build();
    } finally {
      this.#pivot = outer;
    }
  }
}

/** An int32 scalar or vector. */
export function int32(...values: readonly number[]): ConstTensor {
  return { dtype: "DT_INT32", shape: [values.length], values: Int32Array.from(values) };
}

/** An int32 scalar. */
export function int32Scalar(value: number): ConstTensor {
  return { dtype: "DT_INT32", shape: [], values: Int32Array.of(value) };
}

/** A float scalar of the run's type. */
export function floatScalar(dtype: DataType, value: number): ConstTensor {
  return {
    dtype,
    shape: [],
    values: dtype === "DT_FLOAT" ? Float32Array.of(value) : Float64Array.of(value),
  };
}
