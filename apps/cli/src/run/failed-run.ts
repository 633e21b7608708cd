/** A run that failed after it had started: what was computed is in its log. */
export class FailedRun extends Error {
  override readonly name = "RunError";

  constructor(cause: unknown, folder: string) {
    const message = cause instanceof Error ? cause.message : String(cause);
    super(`${message}\n  What was computed is in ${folder}.`, { cause });
  }
}
