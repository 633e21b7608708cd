import { WriteFailedError } from "../errors.ts";
import type { LogEvent } from "../event/event.ts";
import { EventEncoder } from "./event-encoder.ts";
import type { EventSink } from "./event-sink.ts";

/** An event file in memory: for a browser, a worker, a test. */
export class MemoryLog implements EventSink {
  readonly #encoder = new EventEncoder();
  readonly #records: Uint8Array[];
  #closed = false;

  /** @param wallTime seconds since 1970, for the file's first event */
  constructor(wallTime: number) {
    this.#records = [this.#encoder.header(wallTime)];
  }

  write(event: LogEvent): void {
    if (this.#closed) throw new WriteFailedError("the log is closed");
    this.#records.push(this.#encoder.encode(event));
  }

  async flush(): Promise<void> {}

  async close(): Promise<void> {
    this.#closed = true;
  }

  /** The file so far: what a writer to disk would have written. */
  bytes(): Uint8Array {
    const length = this.#records.reduce((sum, record) => sum + record.length, 0);
    const bytes = new Uint8Array(length);
    let offset = 0;
    for (const record of this.#records) {
      bytes.set(record, offset);
      offset += record.length;
    }
    return bytes;
  }
}
