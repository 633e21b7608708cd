import { FRAME_BYTES, HEADER_BYTES } from "../framing/record.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { badData, type Defect, type ParsedChunk, parseRecords } from "./parse-records.ts";
import type { LogProblem } from "./problem.ts";
import { LONGEST_RECORD, type RecordBatch } from "./record.ts";
import { DamageProbe } from "./resync.ts";

/** Bytes fetched at a time. */
const CHUNK = 2 ** 20;

export interface RecordReaderOptions {
  /** Records longer than this many bytes are passed over with a problem; by default 256 MiB. */
  readonly longestRecord?: number;
}

export interface ReadOptions {
  /** The file will not grow any more. */
  readonly finished?: boolean;
  /** How far to read; by default what the source says. */
  readonly size?: number;
}

/** The end of the file as it is now: the beginning of a record whose rest is still to come. */
export interface Tail {
  readonly offset: number;
  readonly bytes: number;
}

/**
 * Reads the records of a file in order, as far as it has been written, and goes on when it has grown.
 *
 * No length is trusted before its checksum and the file's size bear it out. After damage it goes on at
 * the next record whose two checksums hold. Memory: some 1 MiB chunks, or the longest record.
 */
export class RecordReader {
  readonly #source: ByteSource;
  readonly #longest: number;
  #position = 0;
  #tail: Tail | undefined;
  #sizeBefore = -1;
  /** Bytes that the record at `#position` needs, once its header said so. */
  #need = 0;
  /** Whether the search for an intact record goes on at `#position` once the file has grown. */
  #searching = false;
  /** Once a file was damaged, a long record is checked piecewise before it is fetched whole. */
  #damaged = false;

  constructor(source: ByteSource, options: RecordReaderOptions = {}) {
    this.#source = source;
    this.#longest = options.longestRecord ?? LONGEST_RECORD;
  }

  /** All before this byte is settled. */
  get position(): number {
    return this.#position;
  }

  /** The incomplete record at the end, if there is one: "not yet" rather than damage. */
  get tail(): Tail | undefined {
    return this.#tail;
  }

  /**
   * The records from where the last call ended up to the file's present end.
   *
   * An incomplete record at the end is waited for. Once the file has not grown between two calls, or with
   * `finished`, intact records within the length that it claims are given out: then it was torn.
   *
   * @throws SourceError when the source can't be read
   */
  async *read(options: ReadOptions = {}): AsyncGenerator<RecordBatch> {
    const size = options.size ?? (await this.#source.size());
    const isSettled = options.finished === true || size === this.#sizeBefore;
    const probe = new DamageProbe(this.#source);
    this.#sizeBefore = size;
    this.#tail = undefined;
    if (this.#searching) await this.#search(probe, this.#position, size);
    while (!this.#searching && this.#position < size) {
      const { records, defect, need } = await this.#readChunk(probe, size);
      if (records.length > 0) yield { records, problems: [] };
      if (defect !== undefined) {
        yield { records: [], problems: [await this.#passOver(defect, probe, size)] };
      } else if (need !== undefined && need > size - this.#position) {
        const problem = await this.#atTail(need, probe, size, isSettled);
        if (problem !== undefined) yield { records: [], problems: [problem] };
        if (this.#tail !== undefined && options.finished === true) {
          yield { records: [], problems: [cutOff(this.#tail, need)] };
        }
        if (this.#tail !== undefined) return;
      }
    }
  }

  async #readChunk(probe: DamageProbe, size: number): Promise<ParsedChunk> {
    const left = size - this.#position;
    const need = Math.max(this.#need, HEADER_BYTES);
    this.#need = 0;
    if (need > left) return { records: [], used: 0, need };
    if (this.#damaged && need > CHUNK) {
      const length = need - FRAME_BYTES;
      const isIntact = await probe.isDataIntact(this.#position, length);
      if (!isIntact) return { records: [], used: 0, defect: badData(length) };
    }
    const chunk = await this.#source.read(this.#position, Math.min(Math.max(CHUNK, need), left));
    // The file shrank: whoever follows it sees that by its size.
    if (chunk.length < need) return { records: [], used: 0, need: left + 1 };
    const parsed = parseRecords(chunk, this.#position, this.#longest);
    this.#position += parsed.used;
    this.#need = parsed.need ?? 0;
    return parsed;
  }

  async #passOver(defect: Defect, probe: DamageProbe, size: number): Promise<LogProblem> {
    const { code, message, length } = defect;
    const offset = this.#position;
    const end = offset + FRAME_BYTES + (length ?? 0);
    this.#damaged = true;
    if (code === "record-too-long" && length !== undefined && end <= size) {
      if (await probe.isDataIntact(offset, length)) this.#position = end;
    }
    if (this.#position === offset) await this.#search(probe, offset + 1, size);
    const bytes = (this.#searching ? size : this.#position) - offset;
    return { code, offset, bytes, message: `${message}; ${this.#whatFollows(bytes)}` };
  }

  async #atTail(
    need: number,
    probe: DamageProbe,
    size: number,
    isSettled: boolean,
  ): Promise<LogProblem | undefined> {
    const offset = this.#position;
    this.#tail = { offset, bytes: size - offset };
    this.#need = 0;
    if (!isSettled) return undefined;
    const { found } = await probe.search(offset + 1, size, this.#longest);
    if (found === undefined) return undefined;
    this.#tail = undefined;
    this.#damaged = true;
    this.#position = found;
    const bytes = found - offset;
    const message = `a record of ${need} bytes was cut off; ${this.#whatFollows(bytes)}`;
    return { code: "torn-record", offset, bytes, message };
  }

  async #search(probe: DamageProbe, start: number, size: number): Promise<void> {
    const { found, resume } = await probe.search(start, size, this.#longest);
    this.#searching = found === undefined;
    this.#position = found ?? resume;
  }

  #whatFollows(bytes: number): string {
    if (this.#searching) return "no intact record follows so far";
    return `${bytes} bytes were passed over, up to the intact record at byte ${this.#position}`;
  }
}

function cutOff({ offset, bytes }: Tail, need: number): LogProblem {
  const message = `the file ends within a record: ${bytes} of at least ${need} bytes are there`;
  return { code: "torn-record", offset, bytes, message };
}
