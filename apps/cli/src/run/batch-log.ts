import type { Prepared } from "@driftgraph/core";
import type { RunFolder } from "./folder.ts";
import { type LoggedRun, startLog } from "./logged-run.ts";

/** What a run's log says of where the run came from. */
type Source = Parameters<typeof startLog>[2];

/**
 * The log of a run in its folder. A run until a target is met has several batches, and only the last one's
 * number of paths is the run's: each begins the log anew, so that at any time it is of what is running.
 */
export class BatchLog {
  readonly #place: RunFolder;
  readonly #source: (prepared: Prepared) => Source;
  readonly #discarded: Promise<void>[] = [];
  #folder: string | undefined;
  #current: LoggedRun | undefined;

  constructor(place: RunFolder, source: (prepared: Prepared) => Source) {
    this.#place = place;
    this.#source = source;
  }

  /** The log of the batch that began last; undefined if none did. */
  get current(): LoggedRun | undefined {
    return this.#current;
  }

  /** Begins the log of a batch; it takes the place of the former one's. */
  begin(prepared: Prepared): LoggedRun {
    this.#folder ??= this.#place.create();
    this.#discardCurrent();
    this.#current = startLog(prepared, this.#folder, this.#source(prepared));
    return this.#current;
  }

  /** The log of a batch, which is begun again if another was begun since. */
  async of(prepared: Prepared): Promise<LoggedRun> {
    const log = this.#current?.plan === prepared.plan ? this.#current : this.begin(prepared);
    await Promise.all(this.#discarded);
    return log;
  }

  /** Takes back all that was written: the run is refused after all. */
  async takeBack(): Promise<void> {
    this.#discardCurrent();
    await Promise.all(this.#discarded);
    if (this.#folder !== undefined) this.#place.remove();
  }

  #discardCurrent(): void {
    if (!this.#current) return;
    const discarded = this.#current.discard();
    // Awaited when the log is ended.
    discarded.catch(() => undefined);
    this.#discarded.push(discarded);
    this.#current = undefined;
  }
}
