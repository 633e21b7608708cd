import { decodeEvent } from "../event/decode.ts";
import type { LogEvent, SummaryValue } from "../event/event.ts";
import type { LogProblem } from "../read/problem.ts";
import { RecordReader, type RecordReaderOptions, type Tail } from "../read/record-reader.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { fetchRecords } from "./fetch-records.ts";
import { FileIndex, type ProfilePlace, seriesKey } from "./file-index.ts";
import { ChangeDetector, type Upheaval } from "./follow.ts";
import type { RecordPlace, Series } from "./series.ts";

/** A summary value with its step; `wallTime` in seconds since 1970. */
export interface ValueAt {
  readonly step: number;
  readonly wallTime: number;
  readonly value: SummaryValue;
}

/** What a look at a file brought. */
export interface Refresh {
  /** Whether there is anything new. */
  readonly changed: boolean;
  /** Set when the file was not merely appended to: what was known of it is forgotten and read anew. */
  readonly upheaval?: Upheaval;
}

/**
 * One event file, indexed, and followed while it grows.
 *
 * Nothing in the file, and no failure to read it, makes `refresh` throw: see `problems`.
 */
export class EventFile {
  /** Relative to the folder of logs, with `/`. */
  readonly path: string;
  readonly #source: ByteSource;
  readonly #options: RecordReaderOptions;
  #changes: ChangeDetector;
  #reader: RecordReader;
  #index = new FileIndex();
  #size = 0;
  #unreadable: LogProblem | undefined;
  #running: Promise<Refresh> | undefined;

  constructor(path: string, source: ByteSource, options: RecordReaderOptions = {}) {
    this.path = path;
    this.#source = source;
    this.#options = options;
    this.#changes = new ChangeDetector(source);
    this.#reader = new RecordReader(source, options);
  }

  /** Bytes when last looked at. */
  get bytes(): number {
    return this.#size;
  }

  get records(): number {
    return this.#index.records;
  }

  get events(): number {
    return this.#index.events;
  }

  get fileVersion(): string | undefined {
    return this.#index.fileVersion;
  }

  /** Of the first event: seconds since 1970. */
  get startTime(): number | undefined {
    return this.#index.startTime;
  }

  get series(): Iterable<Series> {
    return this.#index.series.values();
  }

  get graphs(): readonly RecordPlace[] {
    return this.#index.graphs;
  }

  get profiles(): readonly ProfilePlace[] {
    return this.#index.profiles;
  }

  /** An incomplete record at the end, which may still be completed. */
  get tail(): Tail | undefined {
    return this.#reader.tail;
  }

  /** What is wrong with the file; at most 1000 of `problemCount`. */
  get problems(): readonly LogProblem[] {
    const { kept } = this.#index.problems;
    return this.#unreadable ? [...kept, this.#unreadable] : kept;
  }

  get problemCount(): number {
    return this.#index.problems.count + (this.#unreadable ? 1 : 0);
  }

  /** Reads what is new. A call while another is under way gets that one's result. */
  async refresh(options: { readonly finished?: boolean } = {}): Promise<Refresh> {
    this.#running ??= this.#refresh(options).finally(() => {
      this.#running = undefined;
    });
    return await this.#running;
  }

  /** The series of one tag and plugin, if the file has it. */
  find(plugin: string, tag: string): Series | undefined {
    return this.#index.series.get(seriesKey(plugin, tag));
  }

  /**
   * The values of a series from `start` to before `end`, fetched from the file and decoded.
   *
   * Those that have been overwritten meanwhile are left out. Scalars are kept, not fetched: without the
   * metadata that they were written with.
   * @throws SourceError when the source can't be read
   */
  async values(series: Series, start = 0, end = series.length): Promise<readonly ValueAt[]> {
    const indices = Array.from({ length: Math.max(0, end - start) }, (_, i) => start + i);
    if (series.plugin === "scalars") return indices.map((i) => scalarAt(series, i));
    const events = await this.#eventsAt(
      indices.map((i) => ({ offset: series.offsets.at(i), length: series.lengths.at(i) })),
    );
    return indices.flatMap((i, position) => {
      const event = events[position];
      const value = event?.kind === "summary" ? event.values[series.indices.at(i)] : undefined;
      if (value === undefined) return [];
      return [{ step: series.steps.at(i), wallTime: series.wallTimes.at(i), value }];
    });
  }

  /** The event of the record at `place`, or `undefined` if it is no longer there. */
  async event(place: RecordPlace): Promise<LogEvent | undefined> {
    return (await this.#eventsAt([place]))[0];
  }

  async #eventsAt(places: readonly RecordPlace[]): Promise<readonly (LogEvent | undefined)[]> {
    const payloads = await fetchRecords(this.#source, places);
    await this.#source.close?.();
    return payloads.map((payload, i) => payload && this.#decode(payload, places[i]?.offset ?? 0));
  }

  // The index takes a record for an event by a few of its fields; another may still be wrong.
  #decode(payload: Uint8Array, offset: number): LogEvent | undefined {
    try {
      return decodeEvent(payload);
    } catch (error) {
      this.#index.reject(offset, error);
      return undefined;
    }
  }

  async #refresh(options: { readonly finished?: boolean }): Promise<Refresh> {
    const before = [this.#index, this.records, this.problemCount] as const;
    try {
      const { size, upheaval } = await this.#changes.look(this.#reader.position);
      if (upheaval !== undefined) this.#forget();
      await this.#readTo(size, options.finished === true);
      const after = [this.#index, this.records, this.problemCount] as const;
      return {
        changed: after.some((part, i) => part !== before[i]),
        ...(upheaval && { upheaval }),
      };
    } catch (error) {
      const known = this.#unreadable?.message;
      const message = error instanceof Error ? error.message : String(error);
      this.#unreadable = { code: "unreadable", offset: this.#reader.position, message };
      return { changed: message !== known };
    } finally {
      await this.#source.close?.();
    }
  }

  async #readTo(size: number, finished: boolean): Promise<void> {
    const from = this.#reader.position;
    for await (const { records, problems } of this.#reader.read({ size, finished })) {
      for (const record of records) this.#index.add(record);
      this.#index.problems.add(...problems);
    }
    this.#size = size;
    this.#unreadable = undefined;
    if (this.#reader.position !== from) await this.#changes.remember(this.#reader.position);
  }

  #forget(): void {
    this.#index = new FileIndex();
    this.#reader = new RecordReader(this.#source, this.#options);
  }
}

function scalarAt({ tag, steps, wallTimes, scalars }: Series, i: number): ValueAt {
  const value = { tag, data: { kind: "scalar", value: scalars.at(i) } } as const;
  return { step: steps.at(i), wallTime: wallTimes.at(i), value };
}
