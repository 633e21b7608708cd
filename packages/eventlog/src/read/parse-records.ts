import { maskedCrc32c } from "../crc32c/crc32c.ts";
import {
  FOOTER_BYTES,
  FRAME_BYTES,
  HEADER_BYTES,
  recordLength,
  uint32At,
} from "../framing/record.ts";
import type { ProblemCode } from "./problem.ts";
import { LogRecord } from "./record.ts";

/** What is wrong with the record where parsing stopped. */
export interface Defect {
  readonly code: ProblemCode;
  readonly message: string;
  /** The length that an intact header states. */
  readonly length?: number;
}

/** The records of a chunk, and why there are no more. */
export interface ParsedChunk {
  readonly records: readonly LogRecord[];
  /** Bytes of the chunk that the records take. */
  readonly used: number;
  /** Set when the next record is wrong. */
  readonly defect?: Defect;
  /** Bytes that the next record needs from its start; set when the chunk ends before. */
  readonly need?: number;
}

/**
 * Takes apart a chunk that starts at a record, up to the first record that is not wholly there or not intact.
 *
 * @param base the chunk's offset in the file
 */
export function parseRecords(chunk: Uint8Array, base: number, longest: number): ParsedChunk {
  const records: LogRecord[] = [];
  let at = 0;
  const stop = (why: Pick<ParsedChunk, "defect" | "need">) => ({ records, used: at, ...why });
  while (at < chunk.length) {
    if (at + HEADER_BYTES > chunk.length) return stop({ need: HEADER_BYTES });
    const length = recordLength(chunk, at);
    if (length === undefined) return stop({ defect: BAD_HEADER });
    if (length > longest) return stop({ defect: tooLong(length, longest) });
    const start = at + HEADER_BYTES;
    const end = start + length;
    if (end + FOOTER_BYTES > chunk.length) return stop({ need: length + FRAME_BYTES });
    if (uint32At(chunk, end) !== maskedCrc32c(chunk, start, end))
      return stop({ defect: badData(length) });
    records.push(new LogRecord(base + at, chunk, start, end));
    at = end + FOOTER_BYTES;
  }
  return stop({});
}

const BAD_HEADER: Defect = {
  code: "bad-length-checksum",
  message: "the checksum of a record's length doesn't hold",
};

/** The defect of a record whose data doesn't fit its checksum. */
export function badData(length: number): Defect {
  return {
    code: "bad-data-checksum",
    message: `the checksum of a record of ${length} bytes doesn't hold`,
    length,
  };
}

function tooLong(length: number, longest: number): Defect {
  return {
    code: "record-too-long",
    message: `a record states a length of ${length} bytes; at most ${longest} are read`,
    length,
  };
}
