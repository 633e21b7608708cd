import {
  encodeEvent,
  encodeRecord,
  type LogEvent,
  type LogFile,
  readEvents,
} from "@driftgraph/eventlog";
import { thinEvents } from "./thin-events.ts";
import type { Thinning } from "./thinning.ts";

/** A file's bytes as they are. */
export async function wholeFile({ source }: LogFile): Promise<Uint8Array> {
  const size = await source.size();
  const bytes = await source.read(0, size);
  await source.close?.();
  return bytes;
}

/** All events of a file that can be read. */
export async function eventsOf({ source }: LogFile): Promise<readonly LogEvent[]> {
  const events: LogEvent[] = [];
  for await (const { event } of readEvents(source)) events.push(event);
  return events;
}

/** A file of the same events with less in them; what can't be written again is left out. */
export function thinFile(events: readonly LogEvent[], thinning: Thinning): Uint8Array {
  const records: Uint8Array[] = [];
  for (const event of thinEvents(events, thinning)) {
    if (Number.isFinite(event.wallTime) && Number.isSafeInteger(event.step)) {
      records.push(encodeRecord(encodeEvent(event)));
    }
  }
  return joined(records);
}

/** Several parts as one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
