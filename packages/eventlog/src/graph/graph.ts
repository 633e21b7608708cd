import type { Int64 } from "../protobuf/int64.ts";
import type { DataType } from "../tensor/data-type.ts";
import type { Shape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** A function's name and the attributes it is called with. */
export interface FunctionReference {
  readonly name: string;
  readonly attr?: Attributes;
}

/** A list attribute: at most one of the fields is there. */
export interface AttrList {
  readonly s?: readonly (string | Uint8Array)[];
  readonly i?: readonly Int64[];
  readonly f?: readonly number[];
  readonly b?: readonly boolean[];
  readonly type?: readonly DataType[];
  readonly shape?: readonly Shape[];
  readonly tensor?: readonly Tensor[];
  readonly func?: readonly FunctionReference[];
}

/** An attribute's value, named as in AttrValue. A string that isn't UTF-8 is read as bytes. */
export type AttrValue =
  | { readonly s: string | Uint8Array }
  | { readonly i: Int64 }
  | { readonly f: number }
  | { readonly b: boolean }
  | { readonly type: DataType }
  | { readonly shape: Shape }
  | { readonly tensor: Tensor }
  | { readonly list: AttrList }
  | { readonly func: FunctionReference }
  | { readonly placeholder: string };

export type Attributes = { readonly [name: string]: AttrValue };

/** One op. An input is `node`, `node:1` for a further output, or `^node` for a control dependency. */
export interface NodeDef {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly device?: string;
  readonly attr?: Attributes;
}

/** An argument of a function: a type, or the attribute that states it. */
export interface ArgDef {
  readonly name: string;
  readonly description?: string;
  readonly type?: DataType;
  readonly typeAttr?: string;
  readonly numberAttr?: string;
  readonly typeListAttr?: string;
  readonly isRef?: boolean;
}

export interface OpAttrDef {
  readonly name: string;
  readonly type: string;
  readonly description?: string;
  readonly defaultValue?: AttrValue;
  readonly minimum?: Int64;
  readonly allowedValues?: AttrValue;
}

export interface OpDef {
  readonly name: string;
  readonly inputArg?: readonly ArgDef[];
  readonly outputArg?: readonly ArgDef[];
  readonly controlOutput?: readonly string[];
  readonly attr?: readonly OpAttrDef[];
  readonly summary?: string;
  readonly description?: string;
  readonly isCommutative?: boolean;
  readonly isAggregate?: boolean;
  readonly isStateful?: boolean;
}

/** A function of the library; inside it an input is `node:output_name:index`, or an argument's name. */
export interface FunctionDef {
  readonly signature: OpDef;
  readonly nodeDef: readonly NodeDef[];
  /** The output argument's name → the value it returns. */
  readonly ret: { readonly [output: string]: string };
  readonly controlRet?: { readonly [output: string]: string };
  readonly attr?: Attributes;
}

export interface FunctionLibrary {
  readonly function: readonly FunctionDef[];
  readonly gradient?: readonly { readonly functionName: string; readonly gradientFunc: string }[];
}

export interface Versions {
  readonly producer: number;
  readonly minConsumer?: number;
  readonly badConsumers?: readonly number[];
}

/** A TensorFlow graph, as plain objects. */
export interface GraphDef {
  readonly node: readonly NodeDef[];
  readonly library?: FunctionLibrary;
  readonly versions?: Versions;
}
