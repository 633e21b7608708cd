import { decodeEvent } from "../event/decode.ts";
import { pluginOfValue, TAGGED_RUN_METADATA, type TagOwner } from "../event/plugin.ts";
import { WireCursor } from "../protobuf/cursor.ts";
import { ProblemList } from "../read/problem.ts";
import type { LogRecord } from "../read/record.ts";
import { tensorNumbers } from "../tensor/tensor.ts";
import { scalarOfTensor } from "./scalar-tensor.ts";
import { type RecordPlace, Series } from "./series.ts";
import { EventSkimmer, type SkimmedEvent, type SkimmedValue } from "./skim.ts";

/** A tagged RunMetadata and where it stands. */
export interface ProfilePlace {
  readonly tag: string;
  readonly step: number;
  readonly place: RecordPlace;
}

interface Owner extends TagOwner {
  readonly series?: Series;
}

/** What a file's events are and where they stand; the large values stay in the file. */
export class FileIndex {
  readonly problems = new ProblemList();
  readonly series = new Map<string, Series>();
  readonly graphs: RecordPlace[] = [];
  readonly profiles: ProfilePlace[] = [];
  /** Of the first event that says so, e.g. `brain.Event:2`. */
  fileVersion: string | undefined;
  /** Records whose two checksums hold. */
  records = 0;
  /** Records that are events. */
  events = 0;
  /** Of the first event: seconds since 1970. */
  startTime: number | undefined;
  readonly #rejected = new Set<number>();
  readonly #owners = new Map<string, Owner>();
  readonly #skimmer = new EventSkimmer();
  readonly #cursor = new WireCursor();

  add(record: LogRecord): void {
    this.records++;
    try {
      this.#addEvent(record, this.#skimmer.skim(record));
      this.events++;
    } catch (error) {
      this.reject(record.offset, error);
    }
  }

  /** Notes that the record at `offset` is intact but can't be decoded; once. */
  reject(offset: number, error: unknown): void {
    if (this.#rejected.has(offset)) return;
    this.#rejected.add(offset);
    const reason = error instanceof Error ? error.message : String(error);
    const message = `the record is intact but ${reason}`;
    this.problems.add({ code: "not-an-event", offset, message });
  }

  #addEvent(record: LogRecord, event: SkimmedEvent): void {
    this.startTime ??= event.wallTime;
    if (event.kind === "graph") this.graphs.push(placeOf(record));
    else if (event.kind === "file-version") this.fileVersion ??= textOf(record, event);
    else if (event.kind === "run-metadata") {
      const tag = this.#skimmer.profileTag(record, event);
      this.#claim(tag, { plugin: TAGGED_RUN_METADATA, kind: "none" }, record.offset);
      this.profiles.push({ tag, step: event.step, place: placeOf(record) });
    }
    for (let index = 0; index < event.values.length; index++) this.#addValue(record, event, index);
  }

  #addValue(record: LogRecord, event: SkimmedEvent, index: number): void {
    const value = event.values[index];
    if (value === undefined) return;
    const series = this.#seriesOf(value, record.offset);
    const scalar = this.#scalarOf(record, value, series.plugin, index);
    const { step, wallTime } = event;
    if (scalar === undefined) series.addStored(step, wallTime, placeOf(record), index);
    else series.addScalar(step, wallTime, scalar);
  }

  #scalarOf(record: LogRecord, value: SkimmedValue, plugin: string, index: number) {
    if (plugin !== "scalars") return undefined;
    if (value.kind === "scalar") return value.scalar;
    const quick = scalarOfTensor(this.#cursor, record.chunk, value.start, value.end);
    return quick ?? scalarOfValue(record.data, index);
  }

  #seriesOf(value: SkimmedValue, offset: number): Series {
    const { tag, kind, plugin: named } = value;
    const owner = this.#owners.get(tag);
    // The common case first, without putting together a key.
    if (owner?.series && owner.kind === kind && (named === "" || named === owner.plugin)) {
      return owner.series;
    }
    const plugin = pluginOfValue(named, kind, owner);
    const known = this.series.get(seriesKey(plugin, tag));
    if (known !== undefined) return known;
    const series = new Series(tag, plugin, kind);
    this.#claim(tag, { plugin, kind, series }, offset);
    this.series.set(seriesKey(plugin, tag), series);
    return series;
  }

  #claim(tag: string, owner: Owner, offset: number): void {
    const first = this.#owners.get(tag);
    if (first === undefined) this.#owners.set(tag, owner);
    else if (first.plugin !== owner.plugin) {
      const message = `tag "${tag}" of plugin "${first.plugin}" is used by plugin "${owner.plugin}", too`;
      this.problems.add({ code: "tag-shared-across-plugins", offset, message });
    }
  }
}

/** Names a series among those of a file or run. */
export function seriesKey(plugin: string, tag: string): string {
  return `${plugin}\n${tag}`;
}

function placeOf({ offset, length }: LogRecord): RecordPlace {
  return { offset, length };
}

function textOf({ chunk }: LogRecord, { start, end }: SkimmedEvent): string {
  return new TextDecoder().decode(chunk.subarray(start, end));
}

// The slow way, for tensors of other types and forms; NaN for one that holds no number.
function scalarOfValue(payload: Uint8Array, index: number): number {
  const event = decodeEvent(payload);
  const data = event.kind === "summary" ? event.values[index]?.data : undefined;
  if (data?.kind === "tensor") return tensorNumbers(data.tensor)[0] ?? Number.NaN;
  return data?.kind === "scalar" ? data.value : Number.NaN;
}
