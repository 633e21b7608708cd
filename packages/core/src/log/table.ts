import type { SummaryValue, Tensor } from "./event.ts";
import { record, type TableKind } from "./plugin.ts";

/** Numbers with one row a logged time. */
export interface Table {
  readonly kind: TableKind;
  readonly series?: string;
  readonly unit?: string | undefined;
  /** Whether it is of a run's first paths alone. */
  readonly preview?: boolean;
  /** Number of columns. */
  readonly width: number;
  /** What the columns are, where that isn't clear from the kind. */
  readonly columns?: readonly (string | number)[];
  /** Row-major; as long as rows × width. */
  readonly values: Float32Array | Float64Array;
}

/** A part of a table, with the index of its first row. */
export interface TablePart {
  readonly row: number;
  readonly value: SummaryValue;
}

/** Bytes after which a table goes on in another record, so that a damaged one costs little. */
const PART_BYTES = 2 ** 21;

/** A table as records of whole rows. */
export function* tableParts(table: Table): Generator<TablePart> {
  const { kind, series, unit, preview, width, columns, values } = table;
  if (width === 0) return;
  const rows = values.length / width;
  const perPart = Math.max(1, Math.floor(PART_BYTES / (width * values.BYTES_PER_ELEMENT)));
  for (let row = 0; row < rows; row += perPart) {
    const end = Math.min(rows, row + perPart);
    const part = values.subarray(row * width, end * width);
    const content = {
      kind,
      row,
      ...(series !== undefined && { series }),
      ...(columns && { columns }),
      ...(unit && { unit }),
      ...(preview && { preview }),
    };
    yield { row, value: record(content, numberTensor([end - row, width], part)) };
  }
}

/** A tensor of floats as wide as the array's. */
export function numberTensor(
  shape: readonly number[],
  values: Float32Array | Float64Array,
): Tensor {
  return values instanceof Float32Array
    ? { dtype: "DT_FLOAT", shape, values }
    : { dtype: "DT_DOUBLE", shape, values };
}

/** Largest whole number up to which single precision has all of them. */
const EXACT_IN_SINGLE = 2 ** 24;

/** Zeros for counts that may go up to `most`: in single precision if that is exact. */
export function countArray(length: number, most: number): Float32Array | Float64Array {
  return most <= EXACT_IN_SINGLE ? new Float32Array(length) : new Float64Array(length);
}
