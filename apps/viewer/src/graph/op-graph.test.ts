import type { GraphDef } from "@driftgraph/eventlog";
import { describe, expect, it } from "vitest";
import { opGraph, parseInput } from "./op-graph.ts";

describe("the ops of a graph", () => {
  it("know where their inputs come from", () => {
    const { ops } = opGraph({
      node: [
        { name: "x", op: "Placeholder" },
        { name: "w", op: "VariableV2" },
        { name: "y", op: "Mul", input: ["x:1", "w", "^x", "gone"] },
      ],
    });
    expect(ops[2]?.inputs).toEqual([
      { from: 0, port: 1, kind: "data" },
      { from: 1, port: 0, kind: "reference" },
      { from: 0, port: 0, kind: "control" },
    ]);
    expect(ops[2]?.dangling).toEqual(["gone"]);
  });

  it("of a function stand where it is called, its arguments being what is passed", () => {
    const graph: GraphDef = {
      node: [
        { name: "a", op: "Const" },
        { name: "call", op: "double", input: ["a"] },
      ],
      library: {
        function: [
          {
            signature: { name: "double", inputArg: [{ name: "v" }] },
            nodeDef: [{ name: "sum", op: "AddV2", input: ["v", "v"] }],
            ret: {},
          },
        ],
      },
    };
    const { ops, byName } = opGraph(graph);
    expect(ops.map(({ name }) => name)).toEqual(["a", "call", "call/double/sum"]);
    expect(ops[byName.get("call/double/sum") ?? -1]?.inputs.map(({ from }) => from)).toEqual([
      0, 0,
    ]);
  });

  it("end where a function calls itself", () => {
    const graph: GraphDef = {
      node: [{ name: "call", op: "again" }],
      library: {
        function: [
          {
            signature: { name: "again" },
            nodeDef: [{ name: "call", op: "again" }],
            ret: {},
          },
        ],
      },
    };
    expect(opGraph(graph).ops.length).toBeLessThan(20);
  });

  it("read inputs in all their forms", () => {
    expect(parseInput("a/b")).toEqual({ name: "a/b", port: 0, isControl: false });
    expect(parseInput("a:2")).toEqual({ name: "a", port: 2, isControl: false });
    expect(parseInput("a:output:3")).toEqual({ name: "a", port: 3, isControl: false });
    expect(parseInput("^a")).toEqual({ name: "a", port: 0, isControl: true });
  });
});
