import { MalformedMessageError } from "../errors.ts";
import type { DataType } from "../tensor/data-type.ts";
import type { Attributes, AttrValue, GraphDef, NodeDef } from "./graph.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A layer of a model, which may be a model itself. */
interface Layer {
  readonly name: string;
  readonly type: string;
  readonly config: Fields;
  readonly model: Model | undefined;
  /** What the layer is called with, over all calls; undefined where the order of layers says it. */
  readonly inbound: readonly Tensor[] | undefined;
}

/** What a model is made of. */
interface Model {
  readonly layers: readonly Layer[];
  readonly byName: ReadonlyMap<string, Layer>;
  /** Of a functional model; a sequential one begins with its first layer and ends with its last. */
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
}

/** An output of a layer. */
interface Tensor {
  readonly layer: string;
  readonly index: number;
}

const DATA_TYPES: Readonly<Record<string, DataType>> = {
  float16: "DT_HALF",
  bfloat16: "DT_BFLOAT16",
  float32: "DT_FLOAT",
  float64: "DT_DOUBLE",
  int8: "DT_INT8",
  int16: "DT_INT16",
  int32: "DT_INT32",
  int64: "DT_INT64",
  uint8: "DT_UINT8",
  bool: "DT_BOOL",
  string: "DT_STRING",
};

/**
 * The graph of a Keras model's JSON, as its TensorBoard callback logs it: a node for each layer, a scope for each
 * model in the model. Understands Keras 2 and 3, sequential and functional models.
 *
 * @throws MalformedMessageError when the text is no such model
 */
export function kerasGraph(text: string): GraphDef {
  try {
    const { name, model } = layerOf(JSON.parse(text));
    if (!model) throw new MalformedMessageError("it has no layers");
    return { node: nodesOf(model, name, []) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MalformedMessageError(`not a Keras model: ${reason}`, { cause: error });
  }
}

function layerOf(value: unknown): Layer {
  const fields = fieldsOf(value);
  const config = fieldsOf(fields["config"]);
  const inbound = fields["inbound_nodes"];
  return {
    name: String(config["name"] ?? fields["name"] ?? ""),
    type: String(fields["class_name"] ?? "Layer"),
    config,
    model: Array.isArray(config["layers"]) ? modelOf(config, config["layers"]) : undefined,
    inbound: Array.isArray(inbound) ? [...tensorsIn(inbound)] : undefined,
  };
}

function modelOf(config: Fields, list: readonly unknown[]): Model {
  const layers = list.map(layerOf);
  return {
    layers,
    byName: new Map(layers.map((layer) => [layer.name, layer])),
    inputs: [...tensorsIn(config["input_layers"])],
    outputs: [...tensorsIn(config["output_layers"])],
  };
}

/** The nodes of a model's layers; `given` are the nodes that the model itself is called with. */
function nodesOf(model: Model, scope: string, given: readonly string[]): NodeDef[] {
  const { layers, byName, inputs } = model;
  const isFunctional = layers.some(({ inbound }) => inbound !== undefined);
  const sourcesOf = (layer: Layer, i: number): readonly string[] => {
    const before = layers[i - 1];
    if (!isFunctional) return before ? [outputOf(before, scope, 0)] : given;
    const place = inputs.findIndex((tensor) => tensor.layer === layer.name);
    const called = (layer.inbound ?? []).map((tensor) => tensorOf(byName, scope, tensor));
    return [...new Set([...called, ...(place >= 0 ? given.slice(place, place + 1) : [])])];
  };
  return layers.flatMap((layer, i) => {
    const name = scoped(scope, layer.name);
    const input = sourcesOf(layer, i);
    if (layer.model) return nodesOf(layer.model, name, input);
    return [{ name, op: layer.type, input, attr: attributesOf(layer.config) }];
  });
}

/** The node that gives one output of one of the layers in a scope. */
function tensorOf(
  layers: ReadonlyMap<string, Layer>,
  scope: string,
  { layer, index }: Tensor,
): string {
  const found = layers.get(layer);
  return found ? outputOf(found, scope, index) : scoped(scope, layer);
}

/** The node that gives an output of a layer: itself, or of a model the layer within that gives it. */
function outputOf({ name, model }: Layer, scope: string, index: number): string {
  const within = scoped(scope, name);
  if (!model) return within;
  const tensor = model.outputs[index] ?? model.outputs[0];
  if (tensor) return tensorOf(model.byName, within, tensor);
  const last = model.layers.at(-1);
  return last ? outputOf(last, within, 0) : within;
}

/** All tensors of layers that are named anywhere in a value: `["dense", 0, 0]`, or Keras 3's `keras_history`. */
function* tensorsIn(value: unknown): Generator<Tensor> {
  if (Array.isArray(value)) {
    const [layer, call, index] = value;
    if (typeof layer === "string" && typeof call === "number" && typeof index === "number") {
      yield { layer, index };
    }
    for (const one of value) yield* tensorsIn(one);
  } else if (typeof value === "object" && value !== null) {
    for (const one of Object.values(value)) yield* tensorsIn(one);
  }
}

/** What a layer is configured with, as far as it is said in a word. */
function attributesOf(config: Fields): Attributes {
  const attributes: [string, AttrValue][] = [];
  for (const [name, value] of Object.entries(config)) {
    const attribute = name === "dtype" ? dtypeOf(value) : attributeOf(value);
    if (attribute && name !== "name") attributes.push([name, attribute]);
  }
  return Object.fromEntries(attributes);
}

function attributeOf(value: unknown): AttrValue | undefined {
  if (typeof value === "string") return { s: value };
  if (typeof value === "boolean") return { b: value };
  if (typeof value !== "number") return undefined;
  return Number.isSafeInteger(value) ? { i: value } : { f: value };
}

/** A layer's dtype: a name, or a policy that has one. */
function dtypeOf(value: unknown): AttrValue | undefined {
  const policy = typeof value === "object" && value !== null ? fieldsOf(value) : undefined;
  const name = policy ? fieldsOf(policy["config"] ?? {})["name"] : value;
  if (typeof name !== "string") return undefined;
  const type = Object.hasOwn(DATA_TYPES, name) ? DATA_TYPES[name] : undefined;
  return type ? { type } : { s: name };
}

function fieldsOf(value: unknown): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value));
  }
  throw new MalformedMessageError("a layer is no object");
}

function scoped(scope: string, name: string): string {
  return scope === "" ? name : `${scope}/${name}`;
}
