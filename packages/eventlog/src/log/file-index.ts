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
  readonly #owners = new Map<string, TagOwner>();
  readonly #skimmer = new EventSkimmer();
  readonly #cursor = new WireCursor();

  add(record: LogRecord): void {
    this.records++;
    try {
      this.#addEvent(record, this.#skimmer.skim(record.data));
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
    const { data, offset } = record;
    this.startTime ??= event.wallTime;
    const place = { offset, length: data.length };
    if (event.kind === "graph") this.graphs.push(place);
    else if (event.kind === "file-version") {
      this.fileVersion ??= new TextDecoder().decode(data.subarray(event.start, event.end));
    } else if (event.kind === "run-metadata") {
      const { tag } = this.#skimmer.taggedRunMetadata(data, event);
      this.#claim(tag, { plugin: TAGGED_RUN_METADATA, kind: "none" }, offset);
      this.profiles.push({ tag, step: event.step, place });
    }
    for (const [index, value] of event.values.entries())
      this.#addValue(record, event, value, index);
  }

  #addValue(record: LogRecord, event: SkimmedEvent, value: SkimmedValue, index: number): void {
    const { step, wallTime } = event;
    const series = this.#seriesOf(value, record.offset);
    const scalar = this.#scalarOf(record, value, series.plugin, index);
    if (scalar === undefined) {
      series.addStored(
        step,
        wallTime,
        { offset: record.offset, length: record.data.length },
        index,
      );
    } else series.addScalar(step, wallTime, scalar);
  }

  #scalarOf({ data }: LogRecord, value: SkimmedValue, plugin: string, index: number) {
    if (plugin !== "scalars") return undefined;
    if (value.kind === "scalar") return value.scalar;
    const { start, end } = value;
    return scalarOfTensor(this.#cursor, data, start, end) ?? scalarOfValue(data, index);
  }

  #seriesOf(value: SkimmedValue, offset: number): Series {
    const { tag, kind } = value;
    const plugin = pluginOfValue(value.plugin, kind, this.#owners.get(tag));
    const key = `${plugin}\n${tag}`;
    const known = this.series.get(key);
    if (known !== undefined) return known;
    this.#claim(tag, { plugin, kind }, offset);
    const series = new Series(tag, plugin, kind);
    this.series.set(key, series);
    return series;
  }

  #claim(tag: string, owner: TagOwner, offset: number): void {
    const first = this.#owners.get(tag);
    if (first === undefined) this.#owners.set(tag, owner);
    else if (first.plugin !== owner.plugin) {
      const message = `tag "${tag}" of plugin "${first.plugin}" is used by plugin "${owner.plugin}", too`;
      this.problems.add({ code: "tag-shared-across-plugins", offset, message });
    }
  }
}

// The slow way, for tensors of other types and forms; NaN for one that holds no number.
function scalarOfValue(payload: Uint8Array, index: number): number {
  const event = decodeEvent(payload);
  const data = event.kind === "summary" ? event.values[index]?.data : undefined;
  if (data?.kind === "tensor") return tensorNumbers(data.tensor)[0] ?? Number.NaN;
  return data?.kind === "scalar" ? data.value : Number.NaN;
}
