import type { AttrValue, NodeDef, Tensor } from "@driftgraph/eventlog";

/** Signs of the ops that mathematics has signs for. */
const SIGNS: Readonly<Record<string, string>> = {
  Add: "+",
  AddV2: "+",
  Sub: "−",
  Mul: "×",
  RealDiv: "÷",
  Div: "÷",
  DivNoNan: "÷",
  Pow: "^",
  Sqrt: "√",
  Square: "x²",
  Neg: "−x",
  Reciprocal: "1/x",
  Rsqrt: "1/√x",
  Less: "<",
  LessEqual: "≤",
  Greater: ">",
  GreaterEqual: "≥",
  Equal: "=",
};

/** How an op is written in the drawing, its constant operands with it: `× 0.1`. */
export function opText(op: string, constants: readonly string[]): string {
  const sign = (Object.hasOwn(SIGNS, op) && SIGNS[op]) || op;
  return constants.length > 0 ? `${sign} ${constants.join(" ")}` : sign;
}

/** The value of a constant, if it is short enough to be said; else its shape. */
export function constantText({ attr }: NodeDef): string {
  const value = attr?.["value"];
  return value && "tensor" in value ? tensorText(value.tensor) : "const";
}

function tensorText({ shape, values }: Tensor): string {
  const [first] = values;
  if (values.length === 1 && first !== undefined) {
    if (first instanceof Uint8Array) return `"${new TextDecoder().decode(first.slice(0, 16))}"`;
    return typeof first === "number" ? numberText(first) : String(first);
  }
  return shapeText(shape);
}

function numberText(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** A tensor's shape as TensorBoard writes it: `50000×2`, `?` for what isn't known. */
export function shapeText(shape: readonly number[] | null): string {
  if (shape === null) return "?";
  return shape.length === 0 ? "scalar" : shape.map((size) => (size < 0 ? "?" : size)).join("×");
}

/** An attribute's value in words, cut where it gets long. */
export function attributeText(value: AttrValue): string {
  const text = fullText(value);
  return text.length > 200 ? `${text.slice(0, 200)} …` : text;
}

function fullText(value: AttrValue): string {
  if ("s" in value) {
    return typeof value.s === "string" ? value.s : new TextDecoder().decode(value.s.slice(0, 200));
  }
  if ("i" in value) return String(value.i);
  if ("f" in value) return numberText(value.f);
  if ("b" in value) return String(value.b);
  if ("type" in value) return value.type;
  if ("shape" in value) return shapeText(value.shape);
  if ("tensor" in value) return `${value.tensor.dtype} ${tensorText(value.tensor)}`;
  if ("func" in value) return value.func.name;
  if ("placeholder" in value) return value.placeholder;
  const lists: readonly (readonly unknown[])[] = Object.values(value.list);
  return `[${lists
    .flat()
    .slice(0, 20)
    .map((one) =>
      Array.isArray(one) ? shapeText(one) : typeof one === "object" ? "…" : String(one),
    )
    .join(", ")}]`;
}
