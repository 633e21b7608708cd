import { type Graph, nodesOf } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { perPath } from "../graph/shape.ts";

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
  unit: 0,
  normal: 30,
  uniform: 15,
  poisson: 100,
  treeNormal: 40,
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
  occurrences: 0,
};

/** The number of steps in the run that costs are stated for. */
const STEPS = 100;

/**
 * The estimated cost of one path of 100 steps, in additions.
 *
 * What is the same for all paths counts as nothing: thousands of paths share it.
 */
export function costOf(graph: Graph): number {
  return nodesOf(graph).reduce((cost, node) => cost + costOfNode(node), 0);
}

function costOfNode(node: Node): number {
  if (node.op === "scan") return STEPS * costOf(node.attributes.body);
  if (!perPath(node.shape)) return 0;
  return node.shape.length > 1 ? STEPS * COST[node.op] : COST[node.op];
}
