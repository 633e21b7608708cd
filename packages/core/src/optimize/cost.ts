import { type Graph, nodesOf } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import type { Axis } from "../graph/shape.ts";

/**
 * What an op costs, as a multiple of an addition's throughput: estimates for 128-bit vectors, used to
 * see that passes only ever improve a graph. Measured costs are the profile's.
 */
const COST: { readonly [O in Op]: number } = {
  constant: 0,
  parameter: 0,
  variable: 0,
  argument: 0,
  time: 0,
  stepSize: 0,
  normal: 30,
  uniform: 15,
  poisson: 100,
  neg: 1,
  abs: 1,
  sign: 3,
  floor: 1,
  sqrt: 6,
  exp: 12,
  log: 14,
  sin: 16,
  cos: 16,
  tan: 24,
  asin: 24,
  acos: 24,
  atan: 20,
  sinh: 24,
  cosh: 24,
  tanh: 20,
  add: 1,
  sub: 1,
  mul: 1,
  div: 5,
  pow: 40,
  min: 1,
  max: 1,
  less: 1,
  lessEqual: 1,
  select: 1,
  scan: 0,
  scanOutput: 0,
  moments: 0,
  histogram: 0,
  samplePaths: 0,
  trajectory: 0,
  count: 0,
};

/** How often the values along an axis are computed in the run that costs are stated for. */
const LENGTH: { readonly [A in Axis]: number } = {
  paths: 1000,
  steps: 100,
  times: 100,
  bins: 1,
  samples: 1,
  moments: 1,
};

/** The estimated cost of a graph for 1000 paths and 100 steps, in additions. */
export function costOf(graph: Graph): number {
  return sum(nodesOf(graph).map((node) => costOfNode(node)));
}

function costOfNode(node: Node): number {
  if (node.op === "scan") return LENGTH.steps * costOf(node.attributes.body);
  return node.shape.reduce((cost, axis) => cost * LENGTH[axis], COST[node.op]);
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
