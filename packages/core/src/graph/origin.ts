/**
 * Where in the model's source a node came from.
 *
 * A node made by equation text has `equation`, `column` and `length`; one made by a call in a model
 * file has `file`, `line` and `column` (1-based).
 */
export interface Origin {
  /** Which equation of the model, such as `drift of x1`. */
  readonly equation?: string;
  /** The equation's text, if it is text. */
  readonly text?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly length?: number;
}
