import {
  bytesSource,
  decodeEvent,
  encodeEvent,
  encodeRecord,
  eventFileName,
  isConventionalName,
  type LogEvent,
  type LogFile,
  RecordReader,
  type SummaryValue,
  stringTensor,
  tensorStrings,
} from "@driftgraph/eventlog";
import { type Replacement, replacementsFor, withoutFolders } from "./private-folders.ts";
import { joined, wholeFile } from "./thin-file.ts";

/** Of a record, beside its payload. */
const FRAME_BYTES = 16;

/** A record that says something in words of ours. */
interface Said {
  readonly offset: number;
  readonly end: number;
  readonly event: LogEvent;
}

/**
 * A log as it is given to others: it no longer says in which folders its run was started and its model lies, and on which
 * machine. What says nothing of that stays as it is, to the byte.
 *
 * @param index tells files apart whose names would be the same
 */
export async function sharedFile(file: LogFile, index: number): Promise<LogFile> {
  const bytes = await wholeFile(file);
  const said = await recordsInWords(bytes);
  const replacements = said.flatMap(({ event }) => textsOf(event).flatMap(replacementsFor));
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const { offset, end, event } of said) {
    const next = rewritten(event, replacements);
    if (next === event) continue;
    parts.push(bytes.subarray(from, offset), encodeRecord(encodeEvent(next)));
    from = end;
  }
  const shared = parts.length === 0 ? bytes : joined([...parts, bytes.subarray(from)]);
  return { path: sharedPath(file.path, index), source: bytesSource(shared) };
}

async function recordsInWords(bytes: Uint8Array): Promise<readonly Said[]> {
  const found: Said[] = [];
  for await (const { records } of new RecordReader(bytesSource(bytes)).read({ finished: true })) {
    for (const { offset, data, length } of records) {
      const event = eventInWords(data);
      if (event) found.push({ offset, end: offset + length + FRAME_BYTES, event });
    }
  }
  return found;
}

function eventInWords(data: Uint8Array): LogEvent | undefined {
  // Most records are numbers: they are not decoded.
  if (!/driftgraph\/|about\//.test(new TextDecoder("latin1").decode(data))) return undefined;
  try {
    const event = decodeEvent(data);
    return textsOf(event).length > 0 && Number.isFinite(event.wallTime) ? event : undefined;
  } catch {
    return undefined;
  }
}

function textsOf(event: LogEvent): readonly string[] {
  return event.kind === "summary" ? event.values.flatMap(textOf) : [];
}

/** The text of a value of ours. */
function textOf({ tag, data }: SummaryValue): readonly string[] {
  if (!tag.startsWith("driftgraph/") && !tag.startsWith("about/")) return [];
  return data.kind === "tensor" && data.tensor.shape?.length === 0
    ? tensorStrings(data.tensor)
    : [];
}

function rewritten(event: LogEvent, replacements: readonly Replacement[]): LogEvent {
  if (event.kind !== "summary") return event;
  let isOther = false;
  const values = event.values.map((value) => {
    const [text] = textOf(value);
    const next = text === undefined ? text : withoutFolders(text, replacements);
    if (next === undefined || next === text) return value;
    isOther = true;
    return { ...value, data: { kind: "tensor" as const, tensor: stringTensor(next) } };
  });
  return isOther ? { ...event, values } : event;
}

/** The same path, but for the name of the machine and the process that by convention stand in an event file's. */
function sharedPath(path: string, index: number): string {
  const at = path.lastIndexOf("/") + 1;
  const name = path.slice(at);
  const [seconds = ""] = /\d{10}/.exec(name) ?? [];
  if (!isConventionalName(name)) return path;
  const shared = { seconds: Number(seconds), host: "shared", pid: 0, uid: index };
  return `${path.slice(0, at)}${eventFileName(shared)}`;
}
