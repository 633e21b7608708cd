/** What can be wrong with a file's bytes; more is wrong with its events in `verify`. */
export type ProblemCode =
  | "bad-length-checksum"
  | "bad-data-checksum"
  | "record-too-long"
  | "torn-record"
  | "not-an-event"
  | "unreadable"
  | "tag-shared-across-plugins";

/** Something wrong with a file, in plain words; reading goes on behind it. */
export interface LogProblem {
  readonly code: ProblemCode;
  /** Where it begins, in bytes from the start of the file. */
  readonly offset: number;
  /** How many bytes were passed over, where that is known. */
  readonly bytes?: number;
  readonly message: string;
}

/** A file may be damaged everywhere: as many problems are kept, the others are counted. */
export const MOST_PROBLEMS = 1000;

/** The problems of one file: the first ones, and how many there were. */
export class ProblemList {
  readonly #kept: LogProblem[] = [];
  #count = 0;

  add(...problems: readonly LogProblem[]): void {
    this.#count += problems.length;
    this.#kept.push(...problems.slice(0, Math.max(0, MOST_PROBLEMS - this.#kept.length)));
  }

  /** All that happened, with those not kept. */
  get count(): number {
    return this.#count;
  }

  get kept(): readonly LogProblem[] {
    return this.#kept;
  }
}
