import {
  type ConstTensor,
  type FunctionDef,
  OpNames,
  type TensorFlowAttrValue,
  type TensorFlowDataType,
  type TensorFlowNode,
} from "@driftgraph/core";
import { OUTPUT_NAMES, type TensorFlowOp } from "./output-names.ts";

/** A value: an output of an op, or an argument, of one region. */
export interface TensorRef {
  readonly region: Region;
  readonly ref: string;
  readonly dtype: TensorFlowDataType;
}

/** A new op, beside its kind. */
export interface OpSpec {
  readonly scope: string;
  readonly name: string;
  readonly inputs: readonly TensorRef[];
  readonly attr: Readonly<Record<string, TensorFlowAttrValue>>;
}

/** A value of an enclosing region, and the argument by which a function gets it. */
interface Capture {
  readonly outer: TensorRef;
  readonly inner: TensorRef;
}

/** A function's argument: a name for it and its type. */
export interface Argument {
  readonly name: string;
  readonly dtype: TensorFlowDataType;
}

/**
 * Collects the ops of a graph or of one function; a function gets what it uses of the regions around it
 * as further arguments, by itself.
 */
export class Region {
  readonly name: string;
  readonly nodes: TensorFlowNode[] = [];
  readonly parent: Region | undefined;
  readonly #names: OpNames;
  readonly #arguments: TensorRef[];
  readonly #captures = new Map<TensorRef, Capture>();
  readonly #constants = new Map<string, TensorRef>();

  constructor(name: string, parent?: Region, given: readonly Argument[] = []) {
    this.name = name;
    this.parent = parent;
    this.#names = new OpNames([]);
    this.#arguments = given.map((argument) => this.#argument(argument));
  }

  /** The values of the given arguments. */
  get arguments(): readonly TensorRef[] {
    return this.#arguments;
  }

  /** What is used of the regions around. */
  get captured(): readonly TensorRef[] {
    return [...this.#captures.keys()];
  }

  /** A value of this region or of one around it, as one of this region. */
  use(value: TensorRef): TensorRef {
    if (value.region === this) return value;
    const known = this.#captures.get(value);
    if (known) return known.inner;
    if (!this.parent) throw new Error(`${value.ref} of ${value.region.name} is not in reach`);
    const inner = this.#argument({ name: value.ref, dtype: value.dtype });
    this.#captures.set(value, { outer: value, inner });
    return inner;
  }

  /** Adds an op with outputs of the given types. */
  addMany(
    op: TensorFlowOp,
    { scope, name, inputs, attr }: OpSpec,
    dtypes: readonly TensorFlowDataType[],
  ): TensorRef[] {
    const full = this.#names.take(scope, name);
    const input = inputs.map((value) => this.use(value).ref);
    this.nodes.push({ name: full, op, input, device: "", attr });
    return dtypes.map((dtype, i) => ({ region: this, ref: this.#output(full, op, i), dtype }));
  }

  /** Adds an op with one output. */
  add(op: TensorFlowOp, spec: OpSpec, dtype: TensorFlowDataType): TensorRef {
    const [output] = this.addMany(op, spec, [dtype]);
    if (!output) throw new Error(`${op} has no output`);
    return output;
  }

  /** A constant: one op for all that ask for the same. */
  constant(tensor: ConstTensor, scope: string, name = "const"): TensorRef {
    const { dtype, shape, values } = tensor;
    const key = `${dtype} ${shape.join()} ${Array.from(values as ArrayLike<number>, exact).join()}`;
    const known = this.#constants.get(key);
    if (known) return known;
    const attr = { dtype: { type: dtype }, value: { tensor } };
    const made = this.add("Const", { scope, name, inputs: [], attr }, dtype);
    this.#constants.set(key, made);
    return made;
  }

  /**
   * This region as a function.
   *
   * @param captured the values of regions around that it gets, in order, whether it uses them or not.
   */
  toFunction(captured: readonly TensorRef[], results: readonly TensorRef[]): FunctionDef {
    const inputs = [...this.#arguments, ...captured.map((value) => this.use(value))];
    const returned = results.map((value) => this.use(value));
    return {
      signature: {
        name: this.name,
        inputArg: inputs.map(({ ref, dtype }) => ({ name: ref, type: dtype })),
        outputArg: returned.map(({ dtype }, i) => ({ name: `result_${i}`, type: dtype })),
      },
      nodeDef: this.nodes,
      ret: Object.fromEntries(returned.map(({ ref }, i) => [`result_${i}`, ref])),
    };
  }

  /** In the graph an output is `node:1`; in a function `node:output:1`. */
  #output(node: string, op: TensorFlowOp, i: number): string {
    if (this.parent) return `${node}:${OUTPUT_NAMES[op]}:${i}`;
    return i === 0 ? node : `${node}:${i}`;
  }

  #argument({ name, dtype }: Argument): TensorRef {
    // Arguments have no scopes: what TensorFlow takes as their names is narrower.
    const last =
      name
        .replace(/(:\w+)+$/, "")
        .split("/")
        .at(-1) ?? "";
    const plain = last.toLowerCase().replace(/[^a-z0-9_]/g, "_");
    const base = /^[a-z]/.test(plain) ? plain : `a_${plain}`;
    return { region: this, ref: this.#names.take("", base), dtype };
  }
}

/** A number as text that tells −0 from 0. */
function exact(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
