/** Data types that our graphs use, by TensorFlow's names. */
export type DataType =
  | "DT_FLOAT"
  | "DT_DOUBLE"
  | "DT_INT32"
  | "DT_INT64"
  | "DT_UINT64"
  | "DT_BOOL"
  | "DT_RESOURCE";

/** Sizes of a tensor's axes, outermost first. */
export type TensorShape = readonly number[];

/** The value of a `Const`. */
export interface ConstTensor {
  readonly dtype: DataType;
  readonly shape: TensorShape;
  readonly values: Float32Array | Float64Array | Int32Array | BigInt64Array | BigUint64Array;
}

/** An attribute's value, with the field names of TensorFlow's AttrValue. */
export type AttrValue =
  | { readonly s: string }
  | { readonly i: number }
  | { readonly b: boolean }
  | { readonly type: DataType }
  | { readonly shape: TensorShape }
  | { readonly tensor: ConstTensor }
  | { readonly list: { readonly shape: readonly TensorShape[] } };

export type Attributes = { readonly [name: string]: AttrValue };

/** A NodeDef: an input is `node`, `node:1` for a further output, or `^node` for a control dependency. */
export interface TensorFlowNode {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly device: string;
  readonly attr: Attributes;
}

/** A GraphDef as plain objects: what the event log writes, and TensorFlow imports and runs. */
export interface GraphDef {
  readonly node: readonly TensorFlowNode[];
  readonly versions: { readonly producer: number; readonly minConsumer: number };
}
