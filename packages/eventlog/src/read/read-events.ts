import { decodeEvent } from "../event/decode.ts";
import type { LogEvent } from "../event/event.ts";
import type { ByteSource } from "../source/byte-source.ts";
import type { LogProblem } from "./problem.ts";
import type { LogRecord } from "./record.ts";
import { RecordReader, type RecordReaderOptions } from "./record-reader.ts";

/** An event with its place in the file. */
export interface ReadEvent {
  readonly offset: number;
  /** Bytes of the payload. */
  readonly bytes: number;
  readonly event: LogEvent;
}

export interface ReadEventsOptions extends RecordReaderOptions {
  /** Told of everything wrong on the way; reading goes on. */
  readonly onProblem?: (problem: LogProblem) => void;
}

/**
 * The events of a finished file, one after another, decoded as they are asked for.
 *
 * Nothing in the file makes it throw: what is damaged is passed over and told to `onProblem`.
 *
 * @throws SourceError when the source can't be read
 */
export async function* readEvents(
  source: ByteSource,
  options: ReadEventsOptions = {},
): AsyncGenerator<ReadEvent> {
  const report = options.onProblem ?? (() => {});
  try {
    for await (const batch of new RecordReader(source, options).read({ finished: true })) {
      for (const problem of batch.problems) report(problem);
      for (const record of batch.records) {
        const result = eventOf(record);
        if ("code" in result) report(result);
        else yield result;
      }
    }
  } finally {
    await source.close?.();
  }
}

/** The event of a record, or what is wrong with it. */
function eventOf({ offset, data }: LogRecord): ReadEvent | LogProblem {
  try {
    return { offset, bytes: data.length, event: decodeEvent(data) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { code: "not-an-event", offset, message: `the record is intact but ${reason}` };
  }
}
