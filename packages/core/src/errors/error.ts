/** Where in a user's text an error lies: an equation with a column range, or a file with a line. */
export interface Place {
  /** What the text is: a file's path, or for instance `drift of x1`. */
  readonly where: string;
  /** 1-based line in the file, if the place is in a file. */
  readonly line?: number;
  /** 1-based column, if known. */
  readonly column?: number;
  /** The text itself, for the caret. */
  readonly text?: string;
  /** Number of characters that the error covers, from `column` on. */
  readonly length?: number;
}

/** The kinds of error that Driftgraph reports to its users. */
export type ErrorCode =
  | "unknown-name"
  | "unknown-parameter"
  | "unknown-scheme"
  | "unknown-model"
  | "unknown-option"
  | "parameter-cycle"
  | "missing-component"
  | "non-finite-parameter"
  | "syntax"
  | "model-file"
  | "invalid-model"
  | "invalid-option"
  | "scheme-not-applicable"
  | "invalid-graph"
  | "non-finite-value"
  | "unsupported"
  | "cancelled"
  | "run-failed";

/**
 * An error that names what was given, what was expected, and where.
 *
 * Every error that Driftgraph throws for a user's mistake is of this class; anything else is a
 * defect of Driftgraph.
 */
export class DriftgraphError extends Error {
  override readonly name = "DriftgraphError";
  readonly code: ErrorCode;
  readonly place: Place | undefined;
  /** What to do about it, if there is one good answer. */
  readonly hint: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { place?: Place | undefined; hint?: string | undefined; cause?: unknown } = {},
  ) {
    super(
      describe(message, options.place, options.hint),
      options.cause === undefined ? {} : { cause: options.cause },
    );
    this.code = code;
    this.place = options.place;
    this.hint = options.hint;
  }
}

/** A value of a path that isn't finite. */
export class NonFiniteError extends DriftgraphError {
  /** Absolute index of the path, which can be replayed alone. */
  readonly path: number | undefined;
  /** The observable that isn't finite, where the path's state is. */
  readonly observable: string | undefined;

  constructor(
    message: string,
    path: number | undefined,
    options: {
      place?: Place | undefined;
      hint?: string | undefined;
      observable?: string | undefined;
    } = {},
  ) {
    super("non-finite-value", message, options);
    this.path = path;
    this.observable = options.observable;
  }
}

function describe(message: string, place: Place | undefined, hint: string | undefined): string {
  const lines = [message];
  if (place) lines.push(...caret(place));
  if (hint) lines.push(`  ${hint}`);
  return lines.join("\n");
}

function caret(place: Place): string[] {
  const { where, line, column, text, length } = place;
  const position = [where, line, text === undefined ? column : undefined].filter(
    (part) => part !== undefined,
  );
  const header = `  at ${position.join(":")}`;
  if (text === undefined) return [header];
  if (column === undefined) return [header, `    ${text}`];
  const marks = "^".repeat(Math.max(1, length ?? 1));
  return [header, `    ${text}`, `    ${" ".repeat(column - 1)}${marks}`];
}
