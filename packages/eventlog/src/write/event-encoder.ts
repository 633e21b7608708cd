import { encodeEvent } from "../event/encode.ts";
import type { LogEvent } from "../event/event.ts";
import { fileVersionEvent } from "../event/file-version.ts";
import { encodeRecord } from "../framing/record.ts";
import { TagLedger } from "./tag-ledger.ts";

/** Turns the events of one run into the records of its file, and refuses what TensorBoard would not show. */
export class EventEncoder {
  readonly #ledger = new TagLedger();

  /** The record that a file starts with. `wallTime` in seconds since 1970. */
  header(wallTime: number): Uint8Array {
    return encodeRecord(encodeEvent(fileVersionEvent(wallTime)));
  }

  /**
   * One event as one record.
   *
   * @throws StepOrderError, TagConflictError, InvalidEventError; the encoder is then as it was
   */
  encode(event: LogEvent): Uint8Array {
    let record: Uint8Array = new Uint8Array();
    this.write(event, (bytes) => {
      record = bytes;
    });
    return record;
  }

  /**
   * Hands one event as one record to `append`, and takes note of its steps only once that has returned.
   *
   * @throws StepOrderError, TagConflictError, InvalidEventError, and what `append` throws; the encoder is
   *   then as it was
   */
  write(event: LogEvent, append: (record: Uint8Array) => void): void {
    const record = encodeRecord(encodeEvent(event));
    this.#ledger.check(event);
    append(record);
    this.#ledger.note(event);
  }
}
