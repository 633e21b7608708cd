import type { LogEvent } from "../event/event.ts";

/** Where the events of a run go: a file, or memory. */
export interface EventSink {
  /**
   * Appends one event. When it returns, the event survives the end of this process.
   *
   * @throws StepOrderError, TagConflictError, InvalidEventError for an event that would be shown wrongly or
   *   not at all; nothing of it is written
   * @throws WriteFailedError when the sink is closed or the file system refuses
   */
  write(event: LogEvent): void;
  /** When it resolves, everything written so far survives the loss of power, too. */
  flush(): Promise<void>;
  /** Flushes and lets go of the file; closing again does nothing. */
  close(): Promise<void>;
}
