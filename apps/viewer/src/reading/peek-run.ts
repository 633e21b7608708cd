import { type LoggedRun, RunLogReader } from "@driftgraph/core";
import {
  type ByteSource,
  bytesSource,
  crc32c,
  decodeHParams,
  type HParamValue,
  type LogEvent,
  maskCrc,
  readEvents,
  type SourceState,
  type SummaryValue,
} from "@driftgraph/eventlog";

/** What a glance at a run's files says of it. */
export interface Glance {
  readonly logged: LoggedRun;
  /** What the log's own hyperparameters are, whoever wrote it. */
  readonly hparams: Readonly<Record<string, HParamValue>>;
  /** Of the first event: seconds since 1970. */
  readonly startTime: number | undefined;
}

/** A file that is glanced at. */
export interface GlancedFile {
  readonly source: ByteSource;
  readonly state: SourceState;
}

const PIECE = 2 ** 13;
/** Pieces at a file's beginning: large graphs stand before what the run says of itself. */
const MOST_PIECES = 6;
/** What a run says of itself, with its model's text, may be as long; a record that is longer is something else. */
const LONGEST = 2 ** 20;
const TAIL = 2 ** 14;
const FRAME = 16;
/** Bytes of a record among which its first tag is. */
const BEGINNING = 80;
/** What the list of runs shows; nothing else is read of a run before it is opened. */
const LISTED = new Set(["driftgraph/run", "driftgraph/progress", "driftgraph/result"]);

/**
 * What a run says of itself at the beginning and at the end of its files, without reading what is between.
 *
 * So hundreds of runs are listed at once, however long their logs are. Nothing in a file makes it throw.
 */
export async function peekRun(files: readonly GlancedFile[]): Promise<Glance> {
  const reader = new RunLogReader();
  let startTime: number | undefined;
  let hparams: Glance["hparams"] = {};
  const take = (event: LogEvent): void => {
    startTime ??= event.wallTime;
    if (event.kind !== "summary") return;
    for (const value of event.values) hparams = { ...hparams, ...hparamsOf(value) };
    const values = event.values.filter(({ tag }) => LISTED.has(tag));
    if (values.length > 0) reader.add({ kind: "summary", values });
  };
  for (const file of files) {
    const end = await peekHead(file, take);
    await peekTail(file, end, take);
  }
  return { logged: reader.read(), hparams, startTime };
}

/** What a session was started with, if a value says so. */
function hparamsOf({ plugin }: SummaryValue): Glance["hparams"] {
  if (plugin?.name !== "hparams") return {};
  try {
    const data = decodeHParams(plugin.content ?? new Uint8Array());
    return data.kind === "session-start" ? data.hparams : {};
  } catch {
    return {};
  }
}

/** Gives the events up to what the run says of itself; the offset up to which was read. */
async function peekHead(
  { source, state: { size } }: GlancedFile,
  take: (event: LogEvent) => void,
): Promise<number> {
  let position = 0;
  let wanted = PIECE;
  for (let piece = 0; piece < MOST_PIECES && position < size; piece++) {
    const bytes = await source.read(position, Math.min(wanted, size - position));
    let end = 0;
    for await (const { offset, bytes: length, event } of readEvents(bytesSource(bytes))) {
      end = offset + length + FRAME;
      take(event);
      if (event.kind === "summary" && event.values.some(isRun)) return position + end;
    }
    position += end;
    // A record that isn't whole in the piece is passed over, as far as its header can be believed.
    const length = recordLength(bytes, end);
    wanted = PIECE;
    if (length !== undefined && length <= LONGEST && isOurs(bytes.subarray(end, end + BEGINNING)))
      wanted = length + FRAME;
    else if (length !== undefined) position += length + FRAME;
    else if (end === 0) return position;
  }
  return position;
}

async function peekTail(
  { source, state: { size } }: GlancedFile,
  from: number,
  take: (event: LogEvent) => void,
): Promise<void> {
  const start = Math.max(from, size - TAIL);
  if (start >= size) return;
  const bytes = await source.read(start, size - start);
  for await (const { event } of readEvents(bytesSource(bytes))) take(event);
}

function isRun({ tag }: SummaryValue): boolean {
  return tag === "driftgraph/run";
}

/** Whether a record that begins so is one of ours: its first tag stands near its beginning. */
function isOurs(beginning: Uint8Array): boolean {
  return new TextDecoder("latin1").decode(beginning).includes("driftgraph/");
}

/** The length of the record whose header is at `offset`; undefined if the header is not whole or damaged. */
function recordLength(bytes: Uint8Array, offset: number): number | undefined {
  if (offset + 12 > bytes.length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, 12);
  const isIntact = view.getUint32(8, true) === maskCrc(crc32c(bytes, offset, offset + 8));
  return isIntact ? Number(view.getBigUint64(0, true)) : undefined;
}
