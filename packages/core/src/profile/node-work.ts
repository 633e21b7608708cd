import { TILE } from "../compile/context.ts";
import type { StreamLayout } from "../compile/kernel-layout.ts";
import { type Graph, nodesOf, scanOf } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { opKind } from "./op-kind.ts";
import {
  COPY,
  COUNT,
  elementwiseWorkload,
  HISTOGRAM_OF_TILE,
  MOMENTS_OF_TILE,
  normalsWorkload,
  type Workload,
} from "./workload.ts";

/** What a run has to do for one node of its graph. */
export interface NodeWork {
  readonly node: Node;
  /** How often: for each tile and step, for instance. */
  readonly calls: number;
  /** What does it; undefined for what isn't timed. */
  readonly workload: Workload | undefined;
  /** Which part of the workload's time is this node's: normals of several channels come together. */
  readonly share: number;
}

/** The size of a run, as far as work depends on it. */
export interface RunSize {
  /** Paths of all sweep points. */
  readonly paths: number;
  readonly steps: number;
  /** Logged times. */
  readonly times: number;
}

/** The work of every node that computes something, the bodies of scans included. */
export function nodeWorks(
  graph: Graph,
  size: RunSize,
  streams: readonly StreamLayout[],
): NodeWork[] {
  const tiles = Math.ceil(size.paths / TILE);
  const body = scanOf(graph)?.attributes.body;
  const inSteps = body ? nodesOf(body) : [];
  return [
    ...nodesOf(graph).flatMap((node) => workOf(node, tiles * timesOf(node, size), streams)),
    ...inSteps.flatMap((node) => workOf(node, tiles * size.steps, streams)),
  ];
}

/** How often a node outside of the scan is computed for each tile. */
function timesOf(node: Node, { steps, times }: RunSize): number {
  if (node.op === "count") return steps;
  return node.shape.includes("times") ? times : 1;
}

function workOf(node: Node, calls: number, streams: readonly StreamLayout[]): NodeWork[] {
  const work = (workload: Workload | undefined, share = 1): NodeWork[] => [
    { node, calls, workload, share },
  ];
  switch (node.op) {
    case "normal": {
      const { stream: name } = node.attributes;
      const stream = streams.find(({ stream }) => stream === name);
      return stream
        ? work(normalsWorkload(stream), 1 / (stream.group * stream.channels))
        : work(undefined);
    }
    case "moments":
      return work(MOMENTS_OF_TILE);
    case "histogram":
      return work(HISTOGRAM_OF_TILE);
    case "trajectory":
      return work(COPY);
    case "count":
      return work(COUNT);
    case "uniform":
    case "poisson":
    case "samplePaths":
      return work(undefined);
    default:
  }
  const kind = opKind(node);
  if (kind) return work(elementwiseWorkload(kind));
  return [];
}
