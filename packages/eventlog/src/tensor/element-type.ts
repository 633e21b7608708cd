import { fromWireInt64 } from "../protobuf/int64.ts";
import type { TensorMessage } from "../protobuf/messages.ts";
import type { DataType } from "./data-type.ts";
import { bfloat16ToNumber, halfToNumber } from "./half.ts";
import type { TensorValues } from "./tensor.ts";

/** How the elements of a type stand in a TensorProto: `tensor_content`, or the type's own field. */
export interface ElementType {
  /** Bytes of one element in `tensor_content`. */
  readonly bytes: number;
  /** Array cells that one element takes: 2 for complex numbers. */
  readonly cells: number;
  fromContent(content: ArrayBuffer): TensorValues;
  /** The elements of the type's own field; a single one stands for all. */
  fromField(message: TensorMessage): readonly (number | bigint | boolean)[];
  allocate(cells: number): TensorValues & { [index: number]: number | bigint };
}

type NumberArrayType = {
  new (buffer: ArrayBuffer): TensorValues;
  new (length: number): TensorValues & { [index: number]: number | bigint };
  readonly BYTES_PER_ELEMENT: number;
};

type Field = (message: TensorMessage) => readonly (number | bigint | boolean)[];

const ints: Field = (message) => message.intVal ?? [];
const halves = (widen: (bits: number) => number): ElementType => ({
  bytes: 2,
  cells: 1,
  fromContent: (content) => Float32Array.from(new Uint16Array(content), widen),
  fromField: (message) => (message.halfVal ?? []).map((bits) => widen(bits & 0xffff)),
  allocate: (cells) => new Float32Array(cells),
});

/** A row per type that has numbers; strings, resources and variants have none. */
const ELEMENT_TYPES: { readonly [Type in DataType]?: ElementType } = {
  DT_FLOAT: numbers(Float32Array, (message) => message.floatVal ?? []),
  DT_DOUBLE: numbers(Float64Array, (message) => message.doubleVal ?? []),
  DT_INT32: numbers(Int32Array, ints),
  DT_UINT8: numbers(Uint8Array, ints),
  DT_INT16: numbers(Int16Array, ints),
  DT_INT8: numbers(Int8Array, ints),
  DT_COMPLEX64: numbers(Float32Array, (message) => message.scomplexVal ?? [], 2),
  DT_INT64: numbers(BigInt64Array, (message) => (message.int64Val ?? []).map(toBigInt)),
  DT_BOOL: numbers(Uint8Array, (message) => message.boolVal ?? []),
  DT_QINT8: numbers(Int8Array, ints),
  DT_QUINT8: numbers(Uint8Array, ints),
  DT_QINT32: numbers(Int32Array, ints),
  DT_BFLOAT16: halves(bfloat16ToNumber),
  DT_QINT16: numbers(Int16Array, ints),
  DT_QUINT16: numbers(Uint16Array, ints),
  DT_UINT16: numbers(Uint16Array, ints),
  DT_COMPLEX128: numbers(Float64Array, (message) => message.dcomplexVal ?? [], 2),
  DT_HALF: halves(halfToNumber),
  DT_UINT32: numbers(Uint32Array, (message) => message.uint32Val ?? []),
  DT_UINT64: numbers(BigUint64Array, (message) => (message.uint64Val ?? []).map(toBigInt)),
};

/** The row for a type, or `undefined` for one without numbers. */
export function elementType(dtype: DataType): ElementType | undefined {
  return ELEMENT_TYPES[dtype];
}

function numbers(type: NumberArrayType, field: Field, cells = 1): ElementType {
  return {
    bytes: type.BYTES_PER_ELEMENT * cells,
    cells,
    fromContent: (content) => new type(content),
    fromField: field,
    allocate: (length) => new type(length),
  };
}

function toBigInt(wire: Parameters<typeof fromWireInt64>[0]): bigint {
  return BigInt(fromWireInt64(wire));
}
