import type {
  Attributes,
  AttrList,
  AttrValue,
  FunctionDef,
  GraphDef,
  NodeDef,
  Shape,
} from "@driftgraph/eventlog";
import { parseTextMessage, type TextMessage, type TextValue } from "./text-message.ts";

/** What data types are called in text. */
type TypeName = Extract<AttrValue, { readonly type: unknown }>["type"];

/**
 * A graph in protobuf's text format, as TensorFlow's `write_graph` makes it: a GraphDef, or what holds one. Values
 * of constants are left out: they aren't drawn.
 *
 * @throws SyntaxError when it isn't the text format, or holds no nodes
 */
export function parseTextGraph(text: string): GraphDef {
  const message = graphIn(parseTextMessage(text));
  const node = messages(message, "node").map(nodeOf);
  if (node.length === 0) throw new SyntaxError("there are no nodes in it");
  const [library] = messages(message, "library");
  const functions = library ? messages(library, "function").map(functionOf) : [];
  return { node, ...(functions.length > 0 && { library: { function: functions } }) };
}

/** The graph itself, or the one of the first meta graph of a saved model. */
function graphIn(message: TextMessage): TextMessage {
  const [meta] = messages(message, "meta_graphs");
  const [graph] = messages(meta ?? message, "graph_def");
  return graph ?? message;
}

function nodeOf(message: TextMessage): NodeDef {
  const device = text(message, "device");
  return {
    name: text(message, "name"),
    op: text(message, "op"),
    input: texts(message, "input"),
    ...(device !== "" && { device }),
    attr: attributesOf(message),
  };
}

function functionOf(message: TextMessage): FunctionDef {
  const [signature = new Map()] = messages(message, "signature");
  const argument = (one: TextMessage) => ({ name: text(one, "name") });
  return {
    signature: {
      name: text(signature, "name"),
      inputArg: messages(signature, "input_arg").map(argument),
      outputArg: messages(signature, "output_arg").map(argument),
    },
    nodeDef: messages(message, "node_def").map(nodeOf),
    ret: Object.fromEntries(
      messages(message, "ret").map((entry) => [text(entry, "key"), text(entry, "value")]),
    ),
  };
}

function attributesOf(message: TextMessage): Attributes {
  return Object.fromEntries(
    messages(message, "attr").flatMap((entry): [string, AttrValue][] => {
      const [value] = messages(entry, "value");
      const read = value && attributeOf(value);
      return read ? [[text(entry, "key"), read]] : [];
    }),
  );
}

function attributeOf(value: TextMessage): AttrValue | undefined {
  const [name] = value.keys();
  const first = name === undefined ? undefined : value.get(name)?.[0];
  if (name === undefined || first === undefined) return undefined;
  if (name === "list" && typeof first !== "string") return { list: listOf(first) };
  if (name === "shape" && typeof first !== "string") return { shape: shapeOf(first) };
  if (name === "func" && typeof first !== "string") {
    return { func: { name: text(first, "name"), attr: attributesOf(first) } };
  }
  if (typeof first !== "string") return undefined;
  if (name === "s") return { s: first };
  if (name === "i") return { i: Number(first) };
  if (name === "f") return { f: Number.parseFloat(first) };
  if (name === "b") return { b: first === "true" };
  if (name === "placeholder") return { placeholder: first };
  if (name === "type" && isTypeName(first)) return { type: first };
  return undefined;
}

function listOf(list: TextMessage): AttrList {
  const of = (name: string): string[] => texts(list, name);
  if (list.has("shape")) return { shape: messages(list, "shape").map(shapeOf) };
  if (list.has("s")) return { s: of("s") };
  if (list.has("i")) return { i: of("i").map(Number) };
  if (list.has("f")) return { f: of("f").map(Number.parseFloat) };
  if (list.has("b")) return { b: of("b").map((one) => one === "true") };
  if (list.has("type")) return { type: of("type").filter(isTypeName) };
  return {};
}

function shapeOf(shape: TextMessage): Shape {
  if (text(shape, "unknown_rank") === "true") return null;
  return messages(shape, "dim").map((dim) => Number(text(dim, "size") || 0));
}

function isTypeName(name: string): name is TypeName {
  return name.startsWith("DT_");
}

function messages(message: TextMessage, name: string): readonly TextMessage[] {
  return values(message, name).filter((value) => typeof value !== "string");
}

function texts(message: TextMessage, name: string): string[] {
  return values(message, name).filter((value) => typeof value === "string");
}

function text(message: TextMessage, name: string): string {
  return texts(message, name)[0] ?? "";
}

function values(message: TextMessage, name: string): readonly TextValue[] {
  return message.get(name) ?? [];
}
