import { describe, expect, it } from "vitest";
import {
  add,
  argument,
  constant,
  elementwise,
  normal,
  parameter,
  scan,
  scanOutput,
  time,
  variable,
} from "./build.ts";
import { inScope } from "./context.ts";
import type { Graph } from "./graph.ts";
import type { Node } from "./node.ts";
import { PATHS, SCALAR } from "./shape.ts";
import { verify } from "./verify.ts";

const graphOf = (node: Node): Graph => ({
  name: "test",
  arguments: [],
  outputs: [{ name: "out", node }],
});

/** A scan with one state whose body is given. */
function loop(next: (x: Node<"argument">) => Node, inputs: readonly Node[] = []): Node<"scan"> {
  const x = argument(0, "x", PATHS);
  const body: Graph = { name: "step", arguments: [x], outputs: [{ name: "x", node: next(x) }] };
  return scan(body, [constant(1), ...inputs], [], []);
}

describe("verify", () => {
  it("accepts a graph that keeps all rules", () => {
    const graph = graphOf(
      scanOutput(
        loop((x) => add(x, normal("dW", 0))),
        0,
      ),
    );
    expect(verify(graph)).toBe(graph);
  });

  it.each<[string, () => Node]>([
    ['variable: free symbol "x"', () => add(constant(1), variable("x"))],
    ["argument: argument of another body", () => argument(0, "x", SCALAR)],
    [
      "less in test: input 0 is bool, expected float",
      () =>
        inScope("test", () =>
          elementwise("less", elementwise("less", parameter("a"), constant(1)), constant(0)),
        ),
    ],
    [
      "select: input 0 is float, expected bool",
      () => elementwise("select", constant(1), constant(2), constant(3)),
    ],
    ["add: has 1 inputs, expected 2", () => elementwise("add", constant(1))],
    [
      "add: mixes values at each step with values at each logged time",
      () => add(time("steps"), time("times")),
    ],
    [
      "scanOutput: input is constant, expected scan",
      () => {
        const wrong = scanOutput(
          loop((x) => x),
          0,
        );
        return { ...wrong, inputs: [constant(1)] };
      },
    ],
    [
      "scanOutput: index 3 of 1 results",
      () =>
        scanOutput(
          loop((x) => x),
          3,
        ),
    ],
    [
      "scan: body takes 1 arguments, scan passes 2",
      () =>
        scanOutput(
          loop((x) => x, [parameter("a")]),
          0,
        ),
    ],
    [
      "less: result 0 of the body is bool, expected float",
      () =>
        scanOutput(
          loop((x) => elementwise("less", x, constant(0))),
          0,
        ),
    ],
  ])("refuses %s", (message, build) => {
    expect(() => verify(graphOf(build()))).toThrow(`invalid graph: ${message}`);
  });
});
