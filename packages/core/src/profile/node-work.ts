import type { StreamLayout } from "../compile/kernel-layout.ts";
import { type Graph, nodesOf, scanOf } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { HOST, hostNodes } from "./host-scalars.ts";
import { opKind } from "./op-kind.ts";
import {
  COPY,
  COUNT,
  elementwiseWorkload,
  HISTOGRAM_OF_TILE,
  MOMENTS_OF_TILE,
  normalsWorkload,
  type Timed,
  type Workload,
} from "./workload.ts";

/** What a run has to do for one node of its graph. */
export interface NodeWork {
  readonly node: Node;
  /** How often: for each tile and step, for instance. */
  readonly calls: number;
  /** What does it; undefined for what isn't timed. */
  readonly workload: Timed | undefined;
  /** Which part of the workload's time is this node's: normals of several channels come together. */
  readonly share: number;
}

/** What the kernel has to do for a node. */
export interface KernelWork extends NodeWork {
  readonly workload: Workload | undefined;
}

/** The size of a run, as far as work depends on it. */
export interface RunSize {
  /** Points of the sweep; 1 without. */
  readonly points: number;
  /** Tiles of 256 paths of all points. */
  readonly tiles: number;
  readonly steps: number;
  /** Logged times. */
  readonly times: number;
}

/** What the host computes: all of it together is one workload, shared by how many numbers a node has. */
export function hostWorks(graph: Graph, size: RunSize): NodeWork[] {
  const nodes = hostNodes(graph);
  const numbersOf = ({ shape }: Node): number =>
    shape.reduce((numbers, axis) => numbers * (axis === "steps" ? size.steps : size.times), 1);
  const all = nodes.reduce((sum, node) => sum + numbersOf(node), 0);
  return nodes.map((node) => ({
    node,
    calls: size.points * numbersOf(node),
    workload: { key: HOST, looped: false },
    share: 1 / all,
  }));
}

/** The work of every node that the kernel computes, the bodies of scans included. */
export function kernelWorks(
  graph: Graph,
  size: RunSize,
  streams: readonly StreamLayout[],
): KernelWork[] {
  const { tiles } = size;
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

function workOf(node: Node, calls: number, streams: readonly StreamLayout[]): KernelWork[] {
  const work = (workload: Workload | undefined, share = 1): KernelWork[] => [
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
    case "occurrences":
      return work(undefined);
    default:
  }
  const kind = opKind(node);
  if (kind) return work(elementwiseWorkload(kind));
  return [];
}
