import { EXIT } from "../command.ts";

/** Ctrl-C and its like, while a run is under way. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** From now on the first Ctrl-C is a request: there is a log to be finished. */
  defer(): void;
  /** Leaves the signals to Node again. */
  release(): void;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Ends the process at Ctrl-C, with its exit code; once there is a log, turns the first Ctrl-C into an
 * abort, and ends at the second one.
 */
export function catchInterruptions(): Interruption {
  const controller = new AbortController();
  let deferred = false;
  const interrupt = (): void => {
    if (!deferred || controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, interrupt);
  return {
    signal: controller.signal,
    defer: () => {
      deferred = true;
    },
    release: () => {
      for (const name of SIGNALS) process.off(name, interrupt);
    },
  };
}
