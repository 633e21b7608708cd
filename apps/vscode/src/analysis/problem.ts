import type { Span } from "./span.ts";

/** A change of a text that mends a problem. */
export interface Fix {
  readonly title: string;
  readonly span: Span;
  readonly text: string;
}

/** Something wrong at a place of a model file. */
export interface Problem {
  readonly span: Span;
  readonly message: string;
  /** The core's code of the error, such as `unknown-name`. */
  readonly code: string;
  readonly severity: "error" | "warning" | "information";
  readonly fixes: readonly Fix[];
}
