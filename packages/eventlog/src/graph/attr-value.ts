import { fromWireInt64, toWireInt64 } from "../protobuf/int64.ts";
import type { AttrListMessage, AttrMessage, NameAttrListMessage } from "../protobuf/messages.ts";
import { dataTypeName, dataTypeNumber } from "../tensor/data-type.ts";
import { decodeShape, encodeShape } from "../tensor/shape.ts";
import { decodeTensor, encodeTensor } from "../tensor/tensor-proto.ts";
import type { Attributes, AttrList, AttrValue, FunctionReference } from "./graph.ts";

const UTF8 = new TextEncoder();
const STRICT_UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function encodeAttributes(attributes: Attributes | undefined): Record<string, AttrMessage> {
  return mapValues(attributes ?? {}, encodeAttrValue);
}

export function decodeAttributes(
  messages: { readonly [name: string]: AttrMessage } | null | undefined,
): Attributes {
  return mapValues(messages ?? {}, decodeAttrValue);
}

export function encodeAttrValue(value: AttrValue): AttrMessage {
  if ("s" in value) return { s: toBytes(value.s) };
  if ("i" in value) return { i: toWireInt64(value.i) };
  if ("f" in value) return { f: value.f };
  if ("b" in value) return { b: value.b };
  if ("type" in value) return { type: dataTypeNumber(value.type) };
  if ("shape" in value) return { shape: encodeShape(value.shape) };
  if ("tensor" in value) return { tensor: encodeTensor(value.tensor) };
  if ("list" in value) return { list: encodeList(value.list) };
  if ("func" in value) return { func: encodeFunction(value.func) };
  return { placeholder: value.placeholder };
}

/** An attribute without a value, as an old writer may leave it, is an empty list. */
export function decodeAttrValue(message: AttrMessage): AttrValue {
  if (has(message, "s")) return { s: fromBytes(message.s) };
  if (has(message, "i")) return { i: fromWireInt64(message.i) };
  if (has(message, "f")) return { f: message.f };
  if (has(message, "b")) return { b: message.b };
  if (has(message, "type")) return { type: dataTypeName(message.type) };
  if (has(message, "shape")) return { shape: decodeShape(message.shape) };
  if (has(message, "tensor")) return { tensor: decodeTensor(message.tensor) };
  if (has(message, "func")) return { func: decodeFunction(message.func) };
  if (has(message, "placeholder")) return { placeholder: message.placeholder };
  return { list: decodeList(message.list ?? {}) };
}

/** The attribute with `_output_shapes`' form: a list of shapes, one per output. */
export function outputShapes(shapes: AttrList["shape"]): AttrValue {
  return { list: { shape: shapes ?? [] } };
}

function encodeList(list: AttrList): AttrListMessage {
  return {
    s: list.s?.map(toBytes),
    i: list.i?.map(toWireInt64),
    f: list.f,
    b: list.b,
    type: list.type?.map(dataTypeNumber),
    shape: list.shape?.map(encodeShape),
    tensor: list.tensor?.map(encodeTensor),
    func: list.func?.map(encodeFunction),
  };
}

function decodeList(message: AttrListMessage): AttrList {
  return {
    ...(message.s?.length && { s: message.s.map(fromBytes) }),
    ...(message.i?.length && { i: message.i.map(fromWireInt64) }),
    ...(message.f?.length && { f: message.f }),
    ...(message.b?.length && { b: message.b }),
    ...(message.type?.length && { type: message.type.map(dataTypeName) }),
    ...(message.shape?.length && { shape: message.shape.map(decodeShape) }),
    ...(message.tensor?.length && { tensor: message.tensor.map(decodeTensor) }),
    ...(message.func?.length && { func: message.func.map(decodeFunction) }),
  };
}

function encodeFunction({ name, attr }: FunctionReference): NameAttrListMessage {
  return { name, attr: encodeAttributes(attr) };
}

function decodeFunction(message: NameAttrListMessage): FunctionReference {
  const attr = decodeAttributes(message.attr);
  return { name: message.name ?? "", ...(Object.keys(attr).length > 0 && { attr }) };
}

// protobufjs sets only the field that was there; the prototype has zeros for the others.
function has<Key extends keyof AttrMessage>(
  message: AttrMessage,
  key: Key,
): message is AttrMessage & { [K in Key]-?: NonNullable<AttrMessage[K]> } {
  return Object.hasOwn(message, key) && message[key] !== null && message[key] !== undefined;
}

function toBytes(text: string | Uint8Array): Uint8Array {
  return typeof text === "string" ? UTF8.encode(text) : text;
}

function fromBytes(bytes: Uint8Array): string | Uint8Array {
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    return bytes.slice();
  }
}

function mapValues<From, To>(
  record: { readonly [key: string]: From },
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
