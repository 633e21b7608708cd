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

  /** Whether it is of a preview's first paths. */
  readonly isPreview: boolean;

  constructor(width: number, isPreview = false) {
    this.isPreview = isPreview;
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

/** Rows that are turned at a time: those of a few columns stay in the processor's cache. */
const BLOCK = 64;

/** All columns of a table, in one buffer: of a table of very many they are one copy to another thread. */
export function columnsOf({ rows, width, values, columns }: ReadTable): Float64Array[] {
  const turned = new Float64Array(rows * width);
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(rows, from + BLOCK);
    for (let column = 0; column < width; column++) {
      for (let row = from; row < to; row++) {
        turned[column * rows + row] = values[row * width + column] ?? Number.NaN;
      }
    }
  }
  return columns
    .slice(0, width)
    .map((_, column) => turned.subarray(column * rows, (column + 1) * rows));
}
