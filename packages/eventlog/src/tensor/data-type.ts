// TensorFlow's DataType enum, types.proto. A reference type is the base type's number plus 100.
const NUMBERS = {
  DT_INVALID: 0,
  DT_FLOAT: 1,
  DT_DOUBLE: 2,
  DT_INT32: 3,
  DT_UINT8: 4,
  DT_INT16: 5,
  DT_INT8: 6,
  DT_STRING: 7,
  DT_COMPLEX64: 8,
  DT_INT64: 9,
  DT_BOOL: 10,
  DT_QINT8: 11,
  DT_QUINT8: 12,
  DT_QINT32: 13,
  DT_BFLOAT16: 14,
  DT_QINT16: 15,
  DT_QUINT16: 16,
  DT_UINT16: 17,
  DT_COMPLEX128: 18,
  DT_HALF: 19,
  DT_RESOURCE: 20,
  DT_VARIANT: 21,
  DT_UINT32: 22,
  DT_UINT64: 23,
} as const;

type BaseType = keyof typeof NUMBERS;

/** A TensorFlow data type by its name, e.g. `DT_FLOAT`; `DT_n` for a number that has no name here. */
export type DataType = BaseType | `${BaseType}_REF` | `DT_${number}`;

const NAMES: ReadonlyMap<number, DataType> = new Map(
  Object.entries(NUMBERS).map(([name, number]) => [number, name as BaseType]),
);
const REFERENCE = 100;

/** The enum's number for a type's name; 0 (DT_INVALID) for a name that TensorFlow doesn't have. */
export function dataTypeNumber(type: DataType): number {
  if (Object.hasOwn(NUMBERS, type)) return NUMBERS[type as BaseType];
  if (type.endsWith("_REF")) return dataTypeNumber(type.slice(0, -4) as DataType) + REFERENCE;
  return Number(type.slice("DT_".length)) || 0;
}

/** The name of an enum number. */
export function dataTypeName(number: number | null | undefined): DataType {
  const value = number ?? 0;
  const base = NAMES.get(value - REFERENCE);
  return NAMES.get(value) ?? (base === undefined ? `DT_${value}` : (`${base}_REF` as DataType));
}
