import type {
  ConstTensor,
  FunctionDef,
  TensorFlowAttrValue,
  TensorFlowDataType,
} from "@driftgraph/core";
import type { TensorFlowOp } from "./output-names.ts";
import { type Argument, Region, type TensorRef } from "./region.ts";

type Values = ConstTensor["values"];
type FloatType = "DT_FLOAT" | "DT_DOUBLE";

/** Builds ops in one scope of a region: what the parts of a program are written with. */
export class Ops {
  readonly region: Region;
  readonly scope: string;
  readonly #functions: FunctionDef[];

  /** @param functions where the functions of loops, branches and calls are collected. */
  constructor(region: Region, scope: string, functions: FunctionDef[]) {
    this.region = region;
    this.scope = scope;
    this.#functions = functions;
  }

  /** The same region, in another scope. */
  in(scope: string): Ops {
    return new Ops(this.region, scope, this.#functions);
  }

  /** An op whose attribute T is the type of its last input, and of its output. */
  apply(op: TensorFlowOp, inputs: readonly TensorRef[], name = op.toLowerCase()): TensorRef {
    const dtype = inputs.at(-1)?.dtype ?? "DT_FLOAT";
    return this.add(op, inputs, { T: { type: dtype } }, dtype, name);
  }

  /** A comparison. */
  compare(
    op: "Less" | "LessEqual",
    a: TensorRef,
    b: TensorRef,
    name = op.toLowerCase(),
  ): TensorRef {
    return this.add(op, [a, b], { T: { type: b.dtype } }, "DT_BOOL", name);
  }

  add(
    op: TensorFlowOp,
    inputs: readonly TensorRef[],
    attr: Readonly<Record<string, TensorFlowAttrValue>>,
    dtype: TensorFlowDataType,
    name = op.toLowerCase(),
  ): TensorRef {
    return this.region.add(op, { scope: this.scope, name, inputs, attr }, dtype);
  }

  constant(dtype: TensorFlowDataType, shape: readonly number[], values: Values): TensorRef {
    return this.region.constant({ dtype, shape, values }, this.scope);
  }

  int(value: number): TensorRef {
    return this.constant("DT_INT32", [], Int32Array.of(value));
  }

  ints(...values: readonly number[]): TensorRef {
    return this.constant("DT_INT32", [values.length], Int32Array.from(values));
  }

  long(value: bigint): TensorRef {
    return this.constant("DT_INT64", [], BigInt64Array.of(value));
  }

  float(dtype: TensorFlowDataType, value: number): TensorRef {
    const single = dtype === "DT_FLOAT";
    const values = single ? Float32Array.of(value) : Float64Array.of(value);
    return this.constant(single ? "DT_FLOAT" : "DT_DOUBLE", [], values);
  }

  cast(x: TensorRef, dtype: TensorFlowDataType): TensorRef {
    if (x.dtype === dtype) return x;
    const attr = { SrcT: { type: x.dtype }, DstT: { type: dtype }, Truncate: { b: false } };
    return this.add("Cast", [x], attr, dtype);
  }

  /** The same bits as another type; two int32 of the last axis are one value of 64 bits, and back. */
  bitcast(x: TensorRef, dtype: TensorFlowDataType, name = "bitcast"): TensorRef {
    return this.add("Bitcast", [x], { T: { type: x.dtype }, type: { type: dtype } }, dtype, name);
  }

  pack(values: readonly TensorRef[], axis = 0): TensorRef {
    const dtype = values[0]?.dtype ?? "DT_FLOAT";
    const attr = { T: { type: dtype }, N: { i: values.length }, axis: { i: axis } };
    return this.add("Pack", values, attr, dtype);
  }

  unpack(value: TensorRef, count: number, axis = 0): TensorRef[] {
    const attr = { T: { type: value.dtype }, num: { i: count }, axis: { i: axis } };
    const spec = { scope: this.scope, name: "unpack", inputs: [value], attr };
    return this.region.addMany("Unpack", spec, Array<TensorFlowDataType>(count).fill(value.dtype));
  }

  /** Entries of an axis: one for a scalar index, whose axis is gone then. */
  gather(values: TensorRef, indices: TensorRef, axis = 0, name = "gather"): TensorRef {
    const attr = {
      Tparams: { type: values.dtype },
      Tindices: { type: indices.dtype },
      Taxis: { type: "DT_INT32" },
      batch_dims: { i: 0 },
    } as const;
    return this.add("GatherV2", [values, indices, this.int(axis)], attr, values.dtype, name);
  }

  /** One row of the first axis, without a copy; `begin` and `end` have one element. */
  row(values: TensorRef, begin: TensorRef, end: TensorRef, name: string): TensorRef {
    const attr = {
      T: { type: values.dtype },
      Index: { type: "DT_INT32" },
      begin_mask: { i: 0 },
      end_mask: { i: 0 },
      ellipsis_mask: { i: 0 },
      new_axis_mask: { i: 0 },
      shrink_axis_mask: { i: 1 },
    } as const;
    const inputs = [values, begin, end, this.ints(1)];
    return this.add("StridedSlice", inputs, attr, values.dtype, name);
  }

  reduce(op: "Sum" | "Min" | "Max", x: TensorRef, axis: number): TensorRef {
    const attr = {
      T: { type: x.dtype },
      Tidx: { type: "DT_INT32" },
      keep_dims: { b: false },
    } as const;
    return this.add(op, [x, this.ints(axis)], attr, x.dtype);
  }

  concat(values: readonly TensorRef[], axis = 0): TensorRef {
    const dtype = values[0]?.dtype ?? "DT_FLOAT";
    const attr = {
      T: { type: dtype },
      N: { i: values.length },
      Tidx: { type: "DT_INT32" },
    } as const;
    return this.add("ConcatV2", [...values, this.int(axis)], attr, dtype);
  }

  reshape(x: TensorRef, shape: TensorRef): TensorRef {
    const attr = { T: { type: x.dtype }, Tshape: { type: shape.dtype } };
    return this.add("Reshape", [x, shape], attr, x.dtype);
  }

  transpose(x: TensorRef, ...axes: readonly number[]): TensorRef {
    const attr = { T: { type: x.dtype }, Tperm: { type: "DT_INT32" } } as const;
    return this.add("Transpose", [x, this.ints(...axes)], attr, x.dtype);
  }

  /** first, first + 1, … up to before `end`, in their type. */
  range(first: TensorRef, end: TensorRef, step: TensorRef): TensorRef {
    return this.add("Range", [first, end, step], { Tidx: { type: first.dtype } }, first.dtype);
  }

  broadcast(x: TensorRef, shape: TensorRef, name = "broadcast"): TensorRef {
    const attr = { T: { type: x.dtype }, Tidx: { type: shape.dtype } };
    return this.add("BroadcastTo", [x, shape], attr, x.dtype, name);
  }

  /** A function over given arguments; what else it uses of this region it captures. */
  function(
    name: string,
    given: readonly Argument[],
    build: (ops: Ops, values: readonly TensorRef[]) => readonly TensorRef[],
  ): BuiltFunction {
    const region = new Region(name, this.region, given);
    const results = build(new Ops(region, "", this.#functions), region.arguments);
    return { region, results: results.map((value) => region.use(value)) };
  }

  /** Calls a function that was built in this region or in one around it. */
  call({ region, results }: BuiltFunction, given: readonly TensorRef[]): TensorRef[] {
    this.#define(region, region.captured, results);
    const inputs = [...given, ...region.captured];
    const types = results.map(({ dtype }) => dtype);
    const attr = {
      f: { func: { name: region.name } },
      Tin: { list: { type: inputs.map(({ dtype }) => dtype) } },
      Tout: { list: { type: types } },
      config: { s: "" },
      config_proto: { s: "" },
      executor_type: { s: "" },
    };
    const spec = { scope: this.scope, name: region.name, inputs, attr };
    return this.region.addMany("PartitionedCall", spec, types);
  }

  /** One of two branches, which give values of the same types. */
  branch(condition: TensorRef, yes: BuiltFunction, no: BuiltFunction, name: string): TensorRef[] {
    const captured = union(yes, no);
    const types = yes.results.map(({ dtype }) => dtype);
    for (const { region, results } of [yes, no]) this.#define(region, captured, results);
    const attr = {
      Tcond: { type: "DT_BOOL" },
      Tin: { list: { type: captured.map(({ dtype }) => dtype) } },
      Tout: { list: { type: types } },
      then_branch: { func: { name: yes.region.name } },
      else_branch: { func: { name: no.region.name } },
      output_shapes: { list: {} },
      _lower_using_switch_merge: { b: true },
    } as const;
    const spec = { scope: this.scope, name, inputs: [condition, ...captured], attr };
    return this.region.addMany("StatelessIf", spec, types);
  }

  /** Runs the body while the condition holds; both take the values that go round. */
  loop(
    condition: BuiltFunction,
    body: BuiltFunction,
    initial: readonly TensorRef[],
    name: string,
  ): TensorRef[] {
    const captured = union(body, condition);
    this.#define(condition.region, captured, condition.results);
    this.#define(body.region, captured, [...body.results, ...captured]);
    const inputs = [...initial, ...captured];
    const types = inputs.map(({ dtype }) => dtype);
    const attr = {
      T: { list: { type: types } },
      cond: { func: { name: condition.region.name } },
      body: { func: { name: body.region.name } },
      output_shapes: { list: {} },
      parallel_iterations: { i: 1 },
      _lower_using_switch_merge: { b: true },
    } as const;
    const spec = { scope: this.scope, name, inputs, attr };
    return this.region.addMany("StatelessWhile", spec, types).slice(0, initial.length);
  }

  #define(region: Region, captured: readonly TensorRef[], results: readonly TensorRef[]): void {
    if (this.#functions.some(({ signature }) => signature.name === region.name)) return;
    this.#functions.push(region.toFunction(captured, results));
  }
}

/** A function whose ops are all there. */
export interface BuiltFunction {
  readonly region: Region;
  readonly results: readonly TensorRef[];
}

function union(...functions: readonly BuiltFunction[]): TensorRef[] {
  return [...new Set(functions.flatMap(({ region }) => region.captured))];
}

/** The run's float type, as TensorFlow calls it. */
export function floatType(dtype: "float32" | "float64"): FloatType {
  return dtype === "float32" ? "DT_FLOAT" : "DT_DOUBLE";
}
