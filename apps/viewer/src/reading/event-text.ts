import { decodeEvent, decodeGraph, decodeRunMetadata } from "@driftgraph/eventlog";

/** Elements of a list, bytes of a string and characters of it all that are shown: a record may have 100 MB. */
const MOST_ELEMENTS = 64;
const MOST_NODES = 400;
const LONGEST_TEXT = 20_000;
const LONGEST = 400_000;
const DEEPEST = 24;

/** A record's payload, decoded, as text for people: fields by name, long lists cut with their length said. */
export function eventText(payload: Uint8Array): string {
  try {
    const event = decodeEvent(payload);
    const shown =
      event.kind === "graph"
        ? { ...event, graphDef: decoded(() => decodeGraph(event.graphDef)) }
        : event.kind === "run-metadata"
          ? { ...event, runMetadata: decoded(() => decodeRunMetadata(event.runMetadata)) }
          : event;
    const text = write(shown, "", 0);
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}\n… cut here` : text;
  } catch (error) {
    return `This record can't be decoded: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function decoded(decode: () => object): object | string {
  try {
    return decode();
  } catch (error) {
    return `can't be decoded: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function write(value: unknown, indent: string, depth: number): string {
  if (depth > DEEPEST) return "…";
  if (value instanceof Uint8Array) return bytesText(value);
  if (value instanceof Map) return write(Object.fromEntries(value), indent, depth);
  if (isList(value)) return listText(value, indent, depth);
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, field]) => field !== undefined);
    if (entries.length === 0) return "{}";
    const inner = `${indent}  `;
    return `\n${entries.map(([name, field]) => `${inner}${name}: ${write(field, inner, depth + 1)}`).join("\n")}`;
  }
  if (typeof value !== "string") return String(value);
  return value.length > LONGEST_TEXT
    ? `${JSON.stringify(value.slice(0, LONGEST_TEXT))} … ${value.length} characters`
    : JSON.stringify(value);
}

type List = readonly unknown[] | Float32Array | Float64Array | Int32Array | BigInt64Array;

function isList(value: unknown): value is List {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
}

function listText(list: List, indent: string, depth: number): string {
  const isOfObjects = typeof list[0] === "object";
  const most = isOfObjects ? MOST_NODES : MOST_ELEMENTS;
  const shown = Array.from(list.slice(0, most) as ArrayLike<unknown>); // lists of numbers have one slice each
  const rest = list.length > most ? ` … ${list.length} in all` : "";
  const inner = `${indent}  `;
  if (!isOfObjects)
    return `[${shown.map((one) => write(one, indent, depth + 1)).join(", ")}${rest}]`;
  const lines = shown.map((one, i) => `${inner}[${i}]${write(one, inner, depth + 1)}`);
  return `\n${lines.join("\n")}${rest && `\n${inner}${rest}`}`;
}

/** Bytes as the text that they are, or else in hexadecimal. */
function bytesText(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, LONGEST_TEXT));
    if (!/[\0-\x08\x0e-\x1f]/.test(text)) return write(text, "", 0);
  } catch {
    // No UTF-8, or cut within a character.
  }
  const shown = Array.from(bytes.subarray(0, MOST_ELEMENTS), (byte) =>
    byte.toString(16).padStart(2, "0"),
  );
  const rest = bytes.length > MOST_ELEMENTS ? ` … ${bytes.length} bytes` : "";
  return `<${shown.join(" ")}${rest}>`;
}
