import { expect, it } from "vitest";
import {
  argument,
  constant,
  mul,
  normal,
  parameter,
  scan,
  scanOutput,
  sub,
  summary,
  time,
} from "./build.ts";
import { inScope } from "./context.ts";
import type { Graph } from "./graph.ts";
import { printGraph } from "./print.ts";
import { PATHS, SCALAR } from "./shape.ts";

it("prints a graph one node a line, with shapes, scopes, and the bodies of its scans", () => {
  const x = argument(0, "x", PATHS);
  const k = argument(1, "k", SCALAR);
  const t = argument(2, "t", SCALAR);
  const next = inScope("step", () => sub(mul(k, x), mul(t, normal("dW", 0))));
  const body: Graph = { name: "step", arguments: [x, k, t], outputs: [{ name: "x", node: next }] };
  const loop = scan(body, [constant(1)], [parameter("k")], [time("steps")]);
  const graph: Graph = {
    name: "decay",
    arguments: [],
    outputs: [{ name: "x/moments", node: summary("moments", scanOutput(loop, 0)) }],
  };
  expect(printGraph(graph)).toBe(`graph decay {
  %0 = constant 1 : []
  %1 = parameter k : []
  %2 = time steps : [steps]
  %3 = scan carry=1 invariants=1 %0 %1 %2 : []
    graph step {
      %4 = argument 0 "x" : [paths]
      %5 = argument 1 "k" : []
      %6 = argument 2 "t" : []
      %7 = mul %5 %4 : [paths]  # step
      %8 = normal dW[0] : [paths]  # step
      %9 = mul %6 %8 : [paths]  # step
      %10 = sub %7 %9 : [paths]  # step
      return x = %10
    }
  %11 = scanOutput 0 %3 : [times, paths]
  %12 = moments %11 : [times, moments]
  return x/moments = %12
}
`);
});
