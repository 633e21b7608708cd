import {
  decodeEvent,
  type LogEvent,
  type LogFile,
  type LogRecord,
  RecordReader,
} from "@driftgraph/eventlog";

/** A record in the list of a run's events. */
export interface EventRow {
  /** The file's path. */
  readonly path: string;
  readonly offset: number;
  /** Of the payload. */
  readonly bytes: number;
  readonly kind: LogEvent["kind"] | "unreadable";
  readonly step: number;
  /** Seconds since 1970. */
  readonly wallTime: number;
  /** Its tags, as far as there is room. */
  readonly tags: string;
}

/** A part of the list. */
export interface EventPage {
  readonly rows: readonly EventRow[];
  /** Records that match what was searched for, and all that are listed. */
  readonly matching: number;
  readonly listed: number;
  /** Whether the files hold more than are listed. */
  readonly isCut: boolean;
}

const MOST_ROWS = 500_000;
const MOST_TAGS = 4;
const LONGEST_TAGS = 160;

/** All records of a run's files, in the order in which they stand there. */
export class EventList {
  readonly #rows: EventRow[] = [];
  #isCut = false;

  /** Lists the records of files; what is damaged is passed over, as everywhere. */
  static async of(files: readonly LogFile[]): Promise<EventList> {
    const list = new EventList();
    for (const { path, source } of files) {
      try {
        for await (const { records } of new RecordReader(source).read({ finished: true })) {
          for (const record of records) list.#add(path, record);
          if (list.#isCut) return list;
        }
      } finally {
        await source.close?.();
      }
    }
    return list;
  }

  /** `count` of the records that have all words of `query` in their kind, step or tags, from the `start`th on. */
  page(query: string, start: number, count: number): EventPage {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const found =
      words.length === 0
        ? this.#rows
        : this.#rows.filter((row) => {
            const text = `${row.kind} ${row.tags}`.toLowerCase();
            // A step is meant exactly: step=7 is not step 70.
            return words.every((word) => word === `step=${row.step}` || text.includes(word));
          });
    return {
      rows: found.slice(start, start + count),
      matching: found.length,
      listed: this.#rows.length,
      isCut: this.#isCut,
    };
  }

  #add(path: string, { offset, data }: LogRecord): void {
    if (this.#rows.length >= MOST_ROWS) {
      this.#isCut = true;
      return;
    }
    this.#rows.push({ path, offset, bytes: data.length, ...describe(data) });
  }
}

function describe(data: Uint8Array): Pick<EventRow, "kind" | "step" | "wallTime" | "tags"> {
  try {
    const event = decodeEvent(data);
    const { kind, step, wallTime } = event;
    return { kind, step, wallTime, tags: tagsOf(event).slice(0, LONGEST_TAGS) };
  } catch {
    return { kind: "unreadable", step: 0, wallTime: Number.NaN, tags: "" };
  }
}

function tagsOf(event: LogEvent): string {
  if (event.kind === "run-metadata") return event.tag;
  if (event.kind === "file-version") return event.version;
  if (event.kind === "log-message") return event.message;
  if (event.kind !== "summary") return "";
  const { values } = event;
  const first = values.slice(0, MOST_TAGS).map(({ tag }) => tag);
  const more = values.length - first.length;
  return more > 0 ? `${first.join(", ")} and ${more} more` : first.join(", ");
}
