/** A command line that can't be understood: nothing was done, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** What was given and what it could have been, to name the nearest. */
  readonly misspelt: { readonly given: string; readonly candidates: readonly string[] } | undefined;
  readonly hint: string | undefined;

  constructor(
    message: string,
    options: {
      readonly misspelt?: { readonly given: string; readonly candidates: readonly string[] };
      readonly hint?: string;
    } = {},
  ) {
    super(message);
    this.misspelt = options.misspelt;
    this.hint = options.hint;
  }
}

/** Whether an error is a `UsageError`; by its name, as files of the bundle have the class each for itself. */
export function isUsageError(error: Error): error is UsageError {
  return error.name === "UsageError";
}
