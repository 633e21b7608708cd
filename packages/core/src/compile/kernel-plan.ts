import { DriftgraphError } from "../errors/error.ts";
import { channelsOf } from "../graph/channels.ts";
import { type Graph, scanOf, topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { isElementwise, type Op, type Stream } from "../graph/op.ts";
import { perPath } from "../graph/shape.ts";

/** What a series is wanted for. */
export interface SeriesPlan {
  /** The [times, paths] node. */
  readonly node: Node;
  readonly moments: boolean;
  readonly histogram: boolean;
  readonly samples: boolean;
  readonly trajectory: boolean;
}

/** An event that is watched. */
export interface WatchPlan {
  /** The `occurrences` node that wants it. */
  readonly output: Node;
  /** Where it holds at a step's end, in the body. */
  readonly node: Node;
  /** Where it holds at a logged time. */
  readonly holds: Node;
}

/** A simulation's graph taken apart into what the kernel's loops compute. */
export interface KernelPlan {
  readonly scan: Node<"scan">;
  /** Per-path inputs of the scan: initial states, then invariants that differ between paths. */
  readonly initial: readonly Node[];
  /** The body's arguments that are planes, in the order of `initial`. */
  readonly planes: readonly Node<"argument">[];
  readonly next: readonly Node[];
  /** Indices of scan results that are counted masks, with their body nodes. */
  readonly masks: readonly { readonly index: number; readonly node: Node }[];
  /** Whether a step is done, path by path, if the body is repeated until it is. */
  readonly done: Node | undefined;
  /** Events that are watched. */
  readonly watches: readonly WatchPlan[];
  readonly series: readonly SeriesPlan[];
  /** Normals drawn from each stream in one step. */
  readonly channels: Readonly<Record<Stream, number>>;
}

const SERIES_SUMMARIES: ReadonlySet<Op> = new Set([
  "moments",
  "histogram",
  "samplePaths",
  "trajectory",
]);

/**
 * Takes a simulation's graph apart.
 *
 * @throws DriftgraphError `invalid-graph` if it isn't of the form parameters → initial state → scan → summaries.
 */
export function planKernel(graph: Graph): KernelPlan {
  const scan = scanOf(graph);
  if (!scan) throw new DriftgraphError("invalid-graph", "a kernel needs a graph with a scan");
  const { body, carry } = scan.attributes;
  const planes = body.arguments.filter((_, i) => i < carry || perPath(scan.inputs[i]?.shape ?? []));
  return {
    scan,
    planes,
    initial: planes.map(({ attributes }) => inputOf(scan, attributes.index)),
    next: body.outputs.slice(0, carry).map(({ node }) => node),
    masks: countedMasks(graph, scan),
    done: scan.attributes.repeated ? body.outputs.at(-1)?.node : undefined,
    watches: watches(graph, scan),
    series: seriesPlans(graph),
    channels: channelsOf(graph),
  };
}

function inputOf(scan: Node<"scan">, index: number): Node {
  const input = scan.inputs[index];
  if (!input) throw new DriftgraphError("invalid-graph", `scan has no input ${index}`);
  return input;
}

function countedMasks(graph: Graph, scan: Node<"scan">): KernelPlan["masks"] {
  const masks = new Map<number, Node>();
  for (const { node } of graph.outputs) {
    const [mask] = node.inputs;
    if (node.op !== "count" || mask?.op !== "scanOutput") continue;
    const { index } = mask.attributes;
    const result = scan.attributes.body.outputs[index];
    if (result) masks.set(index, result.node);
  }
  return [...masks].map(([index, node]) => ({ index, node }));
}

function watches({ outputs }: Graph, scan: Node<"scan">): WatchPlan[] {
  return outputs.flatMap(({ node }) => {
    const [mask, holds] = node.op === "occurrences" ? node.inputs : [];
    if (mask?.op !== "scanOutput" || !holds) return [];
    const result = scan.attributes.body.outputs[mask.attributes.index];
    return result ? [{ output: node, node: result.node, holds }] : [];
  });
}

/** The body's masks: those that are counted, then those of events. */
export function masksOf({ masks, watches }: Pick<KernelPlan, "masks" | "watches">): Node[] {
  return [...masks.map(({ node }) => node), ...watches.map(({ node }) => node)];
}

function seriesPlans(graph: Graph): SeriesPlan[] {
  const wanted = new Map<Node, Set<Op>>();
  for (const { node } of graph.outputs) {
    const [series] = node.inputs;
    if (!series || !SERIES_SUMMARIES.has(node.op)) continue;
    const ops = wanted.get(series) ?? new Set();
    wanted.set(series, ops.add(node.op));
  }
  return [...wanted].map(([node, ops]) => ({
    node,
    moments: ops.has("moments"),
    histogram: ops.has("histogram"),
    samples: ops.has("samplePaths"),
    trajectory: ops.has("trajectory"),
  }));
}

/**
 * The per-path elementwise nodes below some roots, inputs first: what vector code has to compute. A
 * scan below them is not looked into: its outputs are there already.
 */
export function vectorNodes(roots: readonly Node[]): Node[] {
  const found = new Set<Node>();
  const visit = (node: Node): void => {
    const computed = isElementwise(node.op) || node.op === "treeNormal";
    if (found.has(node) || !computed || !perPath(node.shape)) return;
    for (const input of node.inputs) visit(input);
    found.add(node);
  };
  for (const root of roots) visit(root);
  return [...found];
}

/** The uniform and Poisson sources of the initial state, in the order of their planes. */
export function initialSources({
  initial,
}: Pick<KernelPlan, "initial">): Node<"uniform" | "poisson">[] {
  return topologicalOrder(initial).filter(
    (node): node is Node<"uniform" | "poisson"> => node.op === "uniform" || node.op === "poisson",
  );
}
