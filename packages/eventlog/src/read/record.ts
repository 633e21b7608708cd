import type { LogProblem } from "./problem.ts";

/** A record whose two checksums hold. */
export interface LogRecord {
  /** Of the record's first byte, from the start of the file. */
  readonly offset: number;
  /** The payload; a view of a larger buffer, so copy what is to be kept for long. */
  readonly data: Uint8Array;
}

/** What one stretch of a file held, in the order of the file. */
export interface RecordBatch {
  readonly records: readonly LogRecord[];
  readonly problems: readonly LogProblem[];
}

/** Records longer than this are passed over, by default: 256 MiB. */
export const LONGEST_RECORD = 2 ** 28;
