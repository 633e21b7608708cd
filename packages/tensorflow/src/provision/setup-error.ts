/** libtensorflow could not be set up, or is not: what is wrong and what to do about it. */
export class SetupError extends Error {
  override readonly name = "SetupError";

  constructor(message: string, hint: string, cause?: unknown) {
    super(`${message}\n  ${hint.replaceAll("\n", "\n  ")}`, cause === undefined ? {} : { cause });
  }
}
