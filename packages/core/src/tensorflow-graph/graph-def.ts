/** Data types that our graphs use, by TensorFlow's names. */
export type DataType =
  | "DT_FLOAT"
  | "DT_DOUBLE"
  | "DT_INT32"
  | "DT_INT64"
  | "DT_UINT32"
  | "DT_UINT64"
  | "DT_BOOL"
  | "DT_RESOURCE"
  | "DT_VARIANT";

/** Sizes of a tensor's axes, outermost first; -1 where one isn't known. */
export type TensorShape = readonly number[];

/** The value of a `Const`. */
export interface ConstTensor {
  readonly dtype: DataType;
  readonly shape: TensorShape;
  readonly values:
    | Float32Array
    | Float64Array
    | Int32Array
    | Uint32Array
    | BigInt64Array
    | BigUint64Array;
}

/** An attribute's value, with the field names of TensorFlow's AttrValue. */
export type AttrValue =
  | { readonly s: string }
  | { readonly i: number }
  | { readonly b: boolean }
  | { readonly type: DataType }
  | { readonly shape: TensorShape }
  | { readonly tensor: ConstTensor }
  | { readonly func: { readonly name: string } }
  | {
      readonly list: {
        readonly shape?: readonly TensorShape[];
        readonly type?: readonly DataType[];
      };
    };

export type Attributes = { readonly [name: string]: AttrValue };

/** A NodeDef: an input is `node`, `node:1` for a further output, or `^node` for a control dependency. */
export interface TensorFlowNode {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly device: string;
  readonly attr: Attributes;
}

/** An argument or a result of a function. */
export interface ArgDef {
  readonly name: string;
  readonly type: DataType;
}

/** A FunctionDef: among its nodes an input is an argument's name, or `node:output:0`. */
export interface FunctionDef {
  readonly signature: {
    readonly name: string;
    readonly inputArg: readonly ArgDef[];
    readonly outputArg: readonly ArgDef[];
  };
  readonly nodeDef: readonly TensorFlowNode[];
  /** A result's name → the value that it has. */
  readonly ret: { readonly [result: string]: string };
}

/** A GraphDef as plain objects: what the event log writes, and TensorFlow imports and runs. */
export interface GraphDef {
  readonly node: readonly TensorFlowNode[];
  /** The functions that its loops and calls name. */
  readonly library?: { readonly function: readonly FunctionDef[] };
  readonly versions: { readonly producer: number; readonly minConsumer: number };
}
