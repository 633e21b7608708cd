import { EXIT } from "../command.ts";

/** Ctrl-C and its like, while a run is under way. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Leaves the signals to Node again. */
  release(): void;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Turns the first Ctrl-C into an abort, so that the log is finished; a second one ends at once.
 */
export function catchInterruptions(): Interruption {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, interrupt);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of SIGNALS) process.off(name, interrupt);
    },
  };
}
