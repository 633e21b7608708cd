import { describe, expect, it } from "vitest";
import { repressilator, switchModel } from "../optimize/fixtures/circuits.ts";
import { optimize } from "../optimize/passes.ts";
import { allNodes } from "../optimize/uses.ts";
import { findScheme } from "../schemes/registry.ts";
import { buildSimulation } from "../simulation/build.ts";
import { OpNames } from "./names.ts";
import { toTensorFlowGraph } from "./tensorflow-graph.ts";
import { toTextFormat } from "./text-format.ts";

const RUN = { paths: 1000, steps: 90, dt: 0.1, dtype: "float32" } as const;

const graphs = [switchModel, repressilator].flatMap((model) => {
  const built = buildSimulation(model, { scheme: findScheme("rk4-article") }).graph;
  const optimized = optimize(built, { values: new Map([["n", 6]]) }).graph;
  return [
    [`${model.name}, built`, built],
    [`${model.name}, optimized`, optimized],
  ] as const;
});

describe.each(graphs)("the TensorFlow graph of the %s", (_, graph) => {
  const { node: nodes, nameOf } = toTensorFlowGraph(graph, RUN);
  const names = new Set(nodes.map(({ name }) => name));

  it("has unique names that TensorFlow takes, and no op named like a scope", () => {
    expect(names.size).toBe(nodes.length);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9.][A-Za-z0-9_.\-/]*$/);
    const scopes = new Set(nodes.flatMap(({ name }) => parents(name)));
    expect([...names].filter((name) => scopes.has(name))).toEqual([]);
  });

  it("has no input that isn't there", () => {
    for (const { input } of nodes) {
      for (const each of input)
        expect(names).toContain(each.replace(/^\^/, "").replace(/:\d+$/, ""));
    }
  });

  it("states the shape of every output, of real sizes", () => {
    for (const { attr } of nodes) {
      const shapes = attr._output_shapes;
      const sizes = shapes && "list" in shapes ? (shapes.list.shape?.flat() ?? [-1]) : [-1];
      for (const size of sizes) expect(size).toBeGreaterThanOrEqual(0);
    }
  });

  it("names the op that computes each node, bodies included", () => {
    for (const node of allNodes(graph)) expect(names).toContain(nameOf.get(node));
  });

  it("is the same when written again", () => {
    expect(toTensorFlowGraph(graph, RUN).node).toEqual(nodes);
  });
});

function parents(name: string): string[] {
  const segments = name.split("/").slice(0, -1);
  return segments.map((_, i) => segments.slice(0, i + 1).join("/"));
}

describe("OpNames", () => {
  it("adds a number to a name that is taken or is a scope's", () => {
    const names = new OpNames(["a/b/c"]);
    expect(["mul", "mul", "b"].map((name) => names.take("a", name))).toEqual([
      "a/mul",
      "a/mul_1",
      "a/b_1",
    ]);
  });

  it("makes valid names of formulas", () => {
    const names = new OpNames([]);
    expect(names.take("", "1/(1+K^6)*dt")).toBe("1_1_K_6_dt");
    expect(names.take("s", "γ")).toMatch(/^s\/[A-Za-z0-9.]/);
  });
});

describe("toTextFormat", () => {
  it("prints a node with its attributes", () => {
    const tensor = {
      dtype: "DT_FLOAT",
      shape: [2],
      values: Float32Array.of(0.5, Number.POSITIVE_INFINITY),
    } as const;
    const node = {
      name: "c",
      op: "Const",
      input: ["^a"],
      device: "",
      attr: { dtype: { type: "DT_FLOAT" }, value: { tensor }, note: { s: 'a "b" é' } },
    } as const;
    expect(
      toTextFormat({ node: [node], versions: { producer: 1, minConsumer: 0 } }),
    ).toMatchInlineSnapshot(`
      "node {
        name: "c"
        op: "Const"
        input: "^a"
        attr {
          key: "dtype"
          value {
            type: DT_FLOAT
          }
        }
        attr {
          key: "note"
          value {
            s: "a \\"b\\" \\303\\251"
          }
        }
        attr {
          key: "value"
          value {
            tensor {
              dtype: DT_FLOAT
              tensor_shape {
                dim {
                  size: 2
                }
              }
              float_val: 0.5
              float_val: inf
            }
          }
        }
      }
      versions {
        producer: 1
        min_consumer: 0
      }
      "
    `);
  });
});
