import type { RecordContent } from "../plugin.ts";

/** A table as read: rows of numbers, NaN where a record is missing. */
export interface ReadTable {
  readonly rows: number;
  readonly width: number;
  readonly columns: readonly (string | number)[];
  readonly values: Float64Array;
}

interface Part {
  readonly row: number;
  readonly values: ArrayLike<number>;
}

/** Rows that may be missing before a record; a damaged one could claim any place. */
const LARGEST_GAP = 2 ** 20;

/** Collects the records of one table, in any order. */
export class TableParts {
  readonly #parts = new Map<number, Part>();
  readonly #width: number;
  #columns: readonly (string | number)[] = [];

  constructor(width: number) {
    this.#width = width;
  }

  /** Adds a record; false if it doesn't belong to this table. */
  add({ row = 0, columns }: RecordContent, width: number, values: ArrayLike<number>): boolean {
    if (width !== this.#width || !Number.isSafeInteger(row) || row < 0) return false;
    if (columns) this.#columns = columns;
    this.#parts.set(row, { row, values });
    return true;
  }

  /** The table so far. */
  assemble(): ReadTable {
    const width = this.#width;
    const parts: Part[] = [];
    let rows = 0;
    for (const part of [...this.#parts.values()].sort((a, b) => a.row - b.row)) {
      if (part.row > rows + LARGEST_GAP) break;
      parts.push(part);
      rows = Math.max(rows, part.row + part.values.length / width);
    }
    const values = new Float64Array(rows * width).fill(Number.NaN);
    for (const { row, values: part } of parts) values.set(part, row * width);
    return { rows, width, columns: this.#columns, values };
  }
}

/** A column of a table. */
export function columnOf({ rows, width, values }: ReadTable, index: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, k) => values[k * width + index] ?? Number.NaN);
}
