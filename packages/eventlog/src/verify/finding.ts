import type { ProblemCode } from "../read/problem.ts";

/** What can be wrong with the events of a file whose bytes are in order. */
export type TrapCode =
  | "file-name"
  | "unconventional-file-name"
  | "missing-file-version"
  | "unknown-file-version"
  | "wall-time-not-finite"
  | "step-not-increasing"
  | "missing-plugin"
  | "missing-tag"
  | "scalar-not-float"
  | "scalar-not-rank-0"
  | "histogram-shape"
  | "several-graphs"
  | "graph-unreadable"
  | "duplicate-node"
  | "op-and-scope-share-name"
  | "unknown-input"
  | "profile-unreadable"
  | "device-not-drawn"
  | "no-duration"
  | "output-without-shape"
  | "memory-without-total"
  | "profile-gaps"
  | "graph-plugin-version"
  | "keras-graph-not-json"
  | "hparams-unreadable";

export type FindingCode = ProblemCode | TrapCode;

/**
 * How bad it is: an `error` loses data or shows it wrongly, a `warning` leaves something undrawn,
 * a `note` is good to know.
 */
export type Severity = "error" | "warning" | "note";

/** Something wrong with an event file. The code stays the same from version to version. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Of the record, from the start of the file; 0 where it is the file itself. */
  readonly offset: number;
  readonly message: string;
}

/** Takes what a rule found in the record that it was given. */
export type Report = (code: TrapCode | "tag-shared-across-plugins", message: string) => void;

const SEVERITIES: { readonly [Code in FindingCode]: Severity } = {
  "bad-length-checksum": "error",
  "bad-data-checksum": "error",
  "record-too-long": "error",
  "torn-record": "warning",
  "not-an-event": "error",
  unreadable: "error",
  "tag-shared-across-plugins": "error",
  "file-name": "error",
  "unconventional-file-name": "note",
  "missing-file-version": "warning",
  "unknown-file-version": "warning",
  "wall-time-not-finite": "error",
  "step-not-increasing": "error",
  "missing-plugin": "warning",
  "missing-tag": "error",
  "scalar-not-float": "error",
  "scalar-not-rank-0": "error",
  "histogram-shape": "error",
  "several-graphs": "error",
  "graph-unreadable": "error",
  "duplicate-node": "error",
  "op-and-scope-share-name": "warning",
  "unknown-input": "warning",
  "profile-unreadable": "error",
  "device-not-drawn": "warning",
  "no-duration": "warning",
  "output-without-shape": "error",
  "memory-without-total": "warning",
  "profile-gaps": "note",
  "graph-plugin-version": "error",
  "keras-graph-not-json": "error",
  "hparams-unreadable": "error",
};

export function severityOf(code: FindingCode): Severity {
  return SEVERITIES[code];
}
