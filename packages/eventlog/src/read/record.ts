import type { LogProblem } from "./problem.ts";

/** A record whose two checksums hold, within the chunk of the file that it was read with. */
export class LogRecord {
  /** Of the record's first byte, from the start of the file. */
  readonly offset: number;
  readonly chunk: Uint8Array;
  /** Where the payload stands in the chunk. */
  readonly start: number;
  readonly end: number;

  constructor(offset: number, chunk: Uint8Array, start: number, end: number) {
    this.offset = offset;
    this.chunk = chunk;
    this.start = start;
    this.end = end;
  }

  /** The payload; a view of the chunk, so copy what is to be kept for long. */
  get data(): Uint8Array {
    return this.chunk.subarray(this.start, this.end);
  }

  /** Bytes of the payload. */
  get length(): number {
    return this.end - this.start;
  }
}

/** What one stretch of a file held, in the order of the file. */
export interface RecordBatch {
  readonly records: readonly LogRecord[];
  readonly problems: readonly LogProblem[];
}

/** Records longer than this are passed over, by default: 256 MiB. */
export const LONGEST_RECORD = 2 ** 28;
