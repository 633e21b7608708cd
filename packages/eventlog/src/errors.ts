/** Every error that this package throws on purpose. `code` stays the same from version to version. */
export class EventLogError extends Error {
  override readonly name: string = "EventLogError";
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A step of a tag that is not greater than the tag's step before: TensorBoard drops such points. */
export class StepOrderError extends EventLogError {
  override readonly name = "StepOrderError";

  constructor(tag: string, step: number, previous: number) {
    super(
      "step-order",
      `step ${step} of tag "${tag}" must be greater than the tag's step before, ${previous}`,
    );
  }
}

/** A tag used by two plugins in one run: TensorBoard's data server then shows neither. */
export class TagConflictError extends EventLogError {
  override readonly name = "TagConflictError";

  constructor(tag: string, plugin: string, owner: string) {
    super(
      "tag-conflict",
      `tag "${tag}" belongs to plugin "${owner}" in this run, so plugin "${plugin}" needs another tag`,
    );
  }
}

/** An event that TensorBoard would refuse or show wrongly. */
export class InvalidEventError extends EventLogError {
  override readonly name = "InvalidEventError";

  constructor(message: string) {
    super("invalid-event", message);
  }
}

/** A protobuf message that can't be read: not protobuf at all, or with fields that contradict each other. */
export class MalformedMessageError extends EventLogError {
  override readonly name = "MalformedMessageError";

  constructor(message: string, options?: ErrorOptions) {
    super("malformed-message", message, options);
  }
}

/** A write after `close()`, or one that the file system refused; what was acknowledged before is safe. */
export class WriteFailedError extends EventLogError {
  override readonly name = "WriteFailedError";

  constructor(message: string, options?: ErrorOptions) {
    super("write-failed", message, options);
  }
}

/** A byte source that can't be opened or read. */
export class SourceError extends EventLogError {
  override readonly name = "SourceError";

  constructor(message: string, options?: ErrorOptions) {
    super("source", message, options);
  }
}
