import { describe, expect, it } from "vitest";
import { MalformedMessageError } from "../errors.ts";
import { kerasGraph } from "./keras-model.ts";

const layer = (name: string, type: string, inbound?: unknown, config: object = {}) => ({
  class_name: type,
  config: { name, ...config },
  ...(inbound !== undefined && { inbound_nodes: inbound }),
});
/** A call of a layer as Keras 3 writes it. */
const called = (...names: string[]) => [
  {
    args: names.map((name) => ({
      class_name: "__keras_tensor__",
      config: { shape: [null, 1], keras_history: [name, 0, 0] },
    })),
    kwargs: {},
  },
];
const outline = (model: unknown) =>
  kerasGraph(JSON.stringify(model)).node.map(
    ({ name, op, input = [] }) => `${name} = ${op}(${input.join(", ")})`,
  );

describe("kerasGraph", () => {
  it("chains the layers of a sequential model", () => {
    const layers = [layer("x", "InputLayer"), layer("a", "Dense"), layer("b", "Dropout")];
    expect(outline({ class_name: "Sequential", config: { name: "line", layers } })).toEqual([
      "line/x = InputLayer()",
      "line/a = Dense(line/x)",
      "line/b = Dropout(line/a)",
    ]);
  });

  it.each([
    ["Keras 3", called("a", "x")],
    [
      "Keras 2",
      [
        [
          ["a", 0, 0, {}],
          ["x", 0, 0, {}],
        ],
      ],
    ],
    ["Keras 2, a tensor as a keyword", [[["a", 0, 0, { y: ["x", 0, 0] }]]]],
  ])("takes the calls of a functional model of %s", (_, inbound) => {
    const layers = [
      layer("x", "InputLayer", []),
      layer("a", "Dense", called("x")),
      layer("sum", "Add", inbound),
    ];
    const config = { name: "m", layers, input_layers: ["x", 0, 0], output_layers: ["sum", 0, 0] };
    expect(outline({ class_name: "Functional", config })).toEqual([
      "m/x = InputLayer()",
      "m/a = Dense(m/x)",
      "m/sum = Add(m/a, m/x)",
    ]);
  });

  it("makes a scope of a model in a model, joined at its inputs and outputs", () => {
    const inner = {
      name: "inner",
      layers: [layer("i", "InputLayer", []), layer("o", "Dense", called("i"))],
      input_layers: [["i", 0, 0]],
      output_layers: [["o", 0, 0]],
    };
    const chain = { name: "chain", layers: [layer("c1", "Dense"), layer("c2", "Dense")] };
    const layers = [
      layer("x", "InputLayer", []),
      { class_name: "Functional", config: inner, inbound_nodes: called("x") },
      { class_name: "Sequential", config: chain, inbound_nodes: called("inner") },
      layer("end", "Dense", called("chain")),
    ];
    expect(outline({ class_name: "Functional", config: { name: "m", layers } })).toEqual([
      "m/x = InputLayer()",
      "m/inner/i = InputLayer(m/x)",
      "m/inner/o = Dense(m/inner/i)",
      "m/chain/c1 = Dense(m/inner/o)",
      "m/chain/c2 = Dense(m/chain/c1)",
      "m/end = Dense(m/chain/c2)",
    ]);
  });

  it("says what a layer is configured with", () => {
    const config = {
      units: 4,
      rate: 0.5,
      use_bias: true,
      activation: "tanh",
      dtype: { class_name: "DTypePolicy", config: { name: "float32" } },
      kernel_initializer: { class_name: "Zeros" },
    };
    const layers = [layer("a", "Dense", undefined, config)];
    const [node] = kerasGraph(JSON.stringify({ config: { name: "m", layers } })).node;
    expect(node?.attr).toEqual({
      units: { i: 4 },
      rate: { f: 0.5 },
      use_bias: { b: true },
      activation: { s: "tanh" },
      dtype: { type: "DT_FLOAT" },
    });
  });

  it.each([
    "",
    "7",
    "{}",
    '{"config":{}}',
    '{"config":{"layers":[7]}}',
    '{"config":{"layers":{}}}',
  ])("refuses %j", (text) => {
    expect(() => kerasGraph(text)).toThrow(MalformedMessageError);
  });

  it("reads models nested a hundred deep, each naming its outputs ten times, at once", () => {
    let model: object = { class_name: "Dense", config: { name: "d" } };
    let name = "d";
    for (let depth = 0; depth < 100; depth++) {
      const outputs = Array.from({ length: 10 }, () => [name, 0, 0]);
      name = `m${depth}`;
      model = { config: { name, layers: [model], output_layers: outputs }, inbound_nodes: [] };
    }
    const layers = [model, layer("end", "Dense", called(name))];
    const nodes = kerasGraph(JSON.stringify({ config: { name: "top", layers } })).node;
    expect(nodes).toHaveLength(2);
    expect(nodes[1]?.input).toEqual([nodes[0]?.name]);
  });
});
