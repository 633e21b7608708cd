import type {
  ArgDef,
  AttrValue,
  ConstTensor,
  FunctionDef,
  GraphDef,
  TensorFlowNode,
} from "./graph-def.ts";

/** A graph in protobuf's text format (`.pbtxt`), as TensorFlow and TensorBoard read it. */
export function toTextFormat({ node, library, versions }: GraphDef): string {
  const functions = library?.function ?? [];
  const lines = [
    ...node.flatMap((each) => block("node", nodeLines(each))),
    ...(library
      ? block(
          "library",
          functions.flatMap((each) => block("function", functionLines(each))),
        )
      : []),
    ...block("versions", [
      `producer: ${versions.producer}`,
      `min_consumer: ${versions.minConsumer}`,
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

function nodeLines({ name, op, input, device, attr }: TensorFlowNode): string[] {
  const attributes = Object.entries(attr).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    `name: ${quoted(name)}`,
    `op: ${quoted(op)}`,
    ...input.map((each) => `input: ${quoted(each)}`),
    ...(device === "" ? [] : [`device: ${quoted(device)}`]),
    ...attributes.flatMap(([key, value]) =>
      block("attr", [`key: ${quoted(key)}`, ...block("value", valueLines(value))]),
    ),
  ];
}

function functionLines({ signature, nodeDef, ret }: FunctionDef): string[] {
  const argument = (field: string, { name, type }: ArgDef): string[] =>
    block(field, [`name: ${quoted(name)}`, `type: ${type}`]);
  return [
    ...block("signature", [
      `name: ${quoted(signature.name)}`,
      ...signature.inputArg.flatMap((each) => argument("input_arg", each)),
      ...signature.outputArg.flatMap((each) => argument("output_arg", each)),
    ]),
    ...nodeDef.flatMap((each) => block("node_def", nodeLines(each))),
    ...Object.entries(ret).flatMap(([key, value]) =>
      block("ret", [`key: ${quoted(key)}`, `value: ${quoted(value)}`]),
    ),
  ];
}

function valueLines(value: AttrValue): string[] {
  if ("s" in value) return [`s: ${quoted(value.s)}`];
  if ("i" in value) return [`i: ${value.i}`];
  if ("b" in value) return [`b: ${value.b}`];
  if ("type" in value) return [`type: ${value.type}`];
  if ("shape" in value) return block("shape", shapeLines(value.shape));
  if ("tensor" in value) return block("tensor", tensorLines(value.tensor));
  if ("func" in value) return block("func", [`name: ${quoted(value.func.name)}`]);
  return block("list", listLines(value.list));
}

function listLines({
  shape = [],
  type = [],
}: Extract<AttrValue, { list: unknown }>["list"]): string[] {
  return [
    ...shape.flatMap((sizes) => block("shape", shapeLines(sizes))),
    ...type.map((each) => `type: ${each}`),
  ];
}

function shapeLines(shape: readonly number[]): string[] {
  return shape.flatMap((size) => block("dim", [`size: ${size}`]));
}

const VALUE_FIELDS: Readonly<Record<ConstTensor["dtype"], string>> = {
  DT_FLOAT: "float_val",
  DT_DOUBLE: "double_val",
  DT_INT32: "int_val",
  DT_INT64: "int64_val",
  DT_UINT32: "uint32_val",
  DT_UINT64: "uint64_val",
  DT_BOOL: "bool_val",
  DT_RESOURCE: "resource_handle_val",
  DT_VARIANT: "variant_val",
};

function tensorLines({ dtype, shape, values }: ConstTensor): string[] {
  const numbers = Array.from(
    values as ArrayLike<number | bigint>,
    (value) => `${VALUE_FIELDS[dtype]}: ${literal(value)}`,
  );
  return [`dtype: ${dtype}`, ...block("tensor_shape", shapeLines(shape)), ...numbers];
}

function literal(value: number | bigint): string {
  if (typeof value === "bigint" || Number.isFinite(value))
    return Object.is(value, -0) ? "-0.0" : String(value);
  return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

function block(name: string, lines: readonly string[]): string[] {
  return [`${name} {`, ...lines.map((line) => `  ${line}`), "}"];
}

/** A string literal: printable ASCII as it is, all else as octal escapes of its UTF-8 bytes. */
function quoted(text: string): string {
  const bytes = [...new TextEncoder().encode(text)];
  const characters = bytes.map((byte) => {
    const character = String.fromCharCode(byte);
    if (character === '"' || character === "\\") return `\\${character}`;
    return byte >= 0x20 && byte < 0x7f ? character : `\\${byte.toString(8).padStart(3, "0")}`;
  });
  return `"${characters.join("")}"`;
}
