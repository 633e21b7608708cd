import type { EventSink, RunEventContent, SummaryValue } from "./event.ts";
import { type Table, tableParts } from "./table.ts";

/** Events after which a slow sink is waited for, so that they don't pile up in memory. */
const BACKLOG = 64;

/** Stamps events with the time, and keeps track of what an asynchronous sink hasn't written yet. */
export class EventWriter {
  readonly #sink: EventSink;
  readonly #now: () => number;
  readonly #pending: Promise<void>[] = [];

  /** @param now milliseconds since 1970 */
  constructor(sink: EventSink, now: () => number) {
    this.#sink = sink;
    this.#now = now;
  }

  /** Seconds since 1970. */
  seconds(): number {
    return this.#now() / 1000;
  }

  /** Writes an event; resolves early unless the sink has fallen far behind. */
  async write(step: number, content: RunEventContent): Promise<void> {
    const written = this.#sink.write({ ...content, step, wallTime: this.seconds() });
    if (written === undefined) return;
    // It is awaited later: a failure until then is not an unhandled one.
    written.catch(() => {});
    this.#pending.push(written);
    if (this.#pending.length >= BACKLOG) await this.settle();
  }

  async summary(step: number, values: readonly SummaryValue[]): Promise<void> {
    if (values.length > 0) await this.write(step, { kind: "summary", values });
  }

  /** @param stride steps from one row to the next */
  async table(table: Table, stride: number): Promise<void> {
    for (const { row, value } of tableParts(table)) await this.summary(row * stride, [value]);
  }

  /** Resolves when all events are written and safe. */
  async flush(): Promise<void> {
    await this.settle();
    await this.#sink.flush();
  }

  child(name: string): EventWriter {
    return new EventWriter(this.#sink.child(name), this.#now);
  }

  private async settle(): Promise<void> {
    await Promise.all(this.#pending.splice(0));
  }
}
