import { MalformedMessageError } from "../errors.ts";
import type { EventContent, SummaryData } from "../event/event.ts";
import { LENGTH_DELIMITED, WireCursor } from "../protobuf/cursor.ts";
import { TextTable } from "../protobuf/text-table.ts";
import type { LogRecord } from "../read/record.ts";

/** Where one value of a summary stands in the record, and what it is. */
export interface SkimmedValue {
  tag: string;
  /** "" when the value doesn't say. */
  plugin: string;
  kind: SummaryData["kind"];
  /** The value itself where it is a `simple_value`. */
  scalar: number;
  /** Otherwise, where the value's message stands in the record's chunk. */
  start: number;
  end: number;
}

/** What an event is, as far as indexing needs it. */
export interface SkimmedEvent {
  wallTime: number;
  step: number;
  kind: EventContent["kind"];
  /** Where the content's bytes stand in the record's chunk, if it has any. */
  start: number;
  end: number;
  values: SkimmedValue[];
}

// By field number.
const CONTENT_KINDS: readonly (EventContent["kind"] | undefined)[] = [
  ...[undefined, undefined, undefined],
  ...(["file-version", "graph", "summary", "log-message", "session-log"] as const),
  ...(["run-metadata", "meta-graph"] as const),
];

const VALUE_KINDS: readonly (SummaryData["kind"] | undefined)[] = [
  ...[undefined, undefined, undefined, undefined],
  ...(["image", "histogram", "audio", undefined, "tensor"] as const),
];

/** Reads off an event what indexing needs, without decoding the rest. */
export class EventSkimmer {
  readonly #cursor = new WireCursor();
  readonly #texts = new TextTable();

  /** @throws MalformedMessageError when the payload is no Event or its step is beyond ±2^53 */
  skim({ chunk, start, end }: LogRecord): SkimmedEvent {
    const event: SkimmedEvent = {
      wallTime: 0,
      step: 0,
      kind: "none",
      start: 0,
      end: 0,
      values: [],
    };
    const cursor = this.#cursor;
    cursor.reset(chunk, start, end);
    while (cursor.next()) {
      const kind = CONTENT_KINDS[cursor.field];
      if (cursor.field === 1 && cursor.wireType === 1) event.wallTime = cursor.double();
      else if (cursor.field === 2 && cursor.wireType === 0) event.step = cursor.varint();
      else if (kind !== undefined && cursor.wireType === LENGTH_DELIMITED)
        this.#content(event, kind, chunk);
      else cursor.skip();
    }
    if (Number.isSafeInteger(event.step)) return event;
    throw new MalformedMessageError(`its step, about ${event.step}, is beyond 2^53`);
  }

  /** The tag of the TaggedRunMetadata that `event` is. */
  profileTag({ chunk }: LogRecord, event: SkimmedEvent): string {
    this.#cursor.reset(chunk);
    const [start, end] = this.#find(1, event.start, event.end);
    return this.#texts.text(chunk, start, end);
  }

  #content(event: SkimmedEvent, kind: EventContent["kind"], payload: Uint8Array): void {
    const cursor = this.#cursor;
    const outer = cursor.end;
    const end = cursor.length() + cursor.position;
    event.kind = kind;
    event.start = cursor.position;
    event.end = end;
    if (kind === "summary") {
      cursor.move(cursor.position, end);
      while (cursor.next()) {
        if (cursor.field === 1 && cursor.wireType === LENGTH_DELIMITED)
          event.values.push(this.#value(payload));
        else cursor.skip();
      }
    }
    cursor.move(end, outer);
  }

  #value(payload: Uint8Array): SkimmedValue {
    const cursor = this.#cursor;
    const outer = cursor.end;
    const end = cursor.length() + cursor.position;
    const value: SkimmedValue = { tag: "", plugin: "", kind: "none", scalar: 0, start: 0, end: 0 };
    let nodeName = "";
    cursor.move(cursor.position, end);
    while (cursor.next()) {
      if (cursor.field === 2 && cursor.wireType === 5) {
        value.kind = "scalar";
        value.scalar = cursor.float();
      } else if (cursor.wireType !== LENGTH_DELIMITED) cursor.skip();
      else nodeName = this.#part(value, payload, end) ?? nodeName;
    }
    cursor.move(end, outer);
    if (value.tag === "") value.tag = nodeName;
    return value;
  }

  /** Takes one part of a value; returns the node's name, which TensorFlow 1 wrote in the tag's place. */
  #part(value: SkimmedValue, payload: Uint8Array, outer: number): string | undefined {
    const cursor = this.#cursor;
    const { field } = cursor;
    const length = cursor.length();
    const from = cursor.position;
    const end = from + length;
    const kind = VALUE_KINDS[field];
    if (kind !== undefined) {
      value.kind = kind;
      value.start = from;
      value.end = end;
    }
    if (field === 9) value.plugin = this.#plugin(payload, from, end);
    cursor.move(end, outer);
    if (field === 1) value.tag = this.#texts.text(payload, from, end);
    return field === 7 ? this.#texts.text(payload, from, end) : undefined;
  }

  // SummaryMetadata.plugin_data.plugin_name
  #plugin(payload: Uint8Array, start: number, end: number): string {
    const [dataStart, dataEnd] = this.#find(1, start, end);
    const [nameStart, nameEnd] = this.#find(1, dataStart, dataEnd);
    return this.#texts.text(payload, nameStart, nameEnd);
  }

  #find(field: number, start: number, end: number): [start: number, end: number] {
    const cursor = this.#cursor;
    cursor.move(start, end);
    let found: [number, number] = [start, start];
    while (cursor.next()) {
      if (cursor.field !== field || cursor.wireType !== LENGTH_DELIMITED) {
        cursor.skip();
        continue;
      }
      const length = cursor.length();
      found = [cursor.position, cursor.position + length];
      cursor.move(found[1], end);
    }
    return found;
  }
}
