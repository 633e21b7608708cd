import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { verify } from "../graph/verify.ts";
import { algebraicRules } from "./algebraic-rules.ts";
import { commonSubexpressions } from "./common-subexpressions.ts";
import { costOf } from "./cost.ts";
import { deadCode } from "./dead-code.ts";
import { distributeScalars } from "./distribute-scalars.ts";
import { foldConstants } from "./fold-constants.ts";
import { hoistInvariants } from "./hoist-invariants.ts";
import { integerPowers } from "./integer-powers.ts";
import type { Pass } from "./pass.ts";
import { propagateConstants } from "./propagate-constants.ts";
import { scalarFactors } from "./scalar-factors.ts";
import { sharedReciprocals } from "./shared-reciprocals.ts";
import { specializing } from "./specialize.ts";
import { allNodes } from "./uses.ts";

/** The passes in the order in which they run; all of them again, until none finds anything. */
export const PASSES: readonly Pass[] = [
  propagateConstants,
  foldConstants,
  commonSubexpressions,
  algebraicRules,
  scalarFactors,
  distributeScalars,
  integerPowers,
  sharedReciprocals,
  commonSubexpressions,
  hoistInvariants,
  deadCode,
];

/** What one run of a pass did. */
export interface PassReport {
  readonly name: string;
  readonly title: string;
  /** 1 for the first time through the list of passes. */
  readonly round: number;
  /** Nodes of the graph, bodies of scans included. */
  readonly before: number;
  readonly after: number;
  /** Estimated cost of a path of 100 steps, in additions. */
  readonly costBefore: number;
  readonly costAfter: number;
  /** Nodes of the built graph that this pass removed: shared, folded, or out of use. */
  readonly removed: readonly Node[];
}

/** An optimized graph, and what became of the built one. */
export interface Optimized {
  readonly graph: Graph;
  /** The passes that changed something, in order. */
  readonly passes: readonly PassReport[];
  /**
   * For each node of the built graph the node that computes its value in the optimized one;
   * undefined if nothing does any more.
   */
  readonly replaced: ReadonlyMap<Node, Node | undefined>;
}

/** Rounds of the list before we call a graph finished though a pass still finds something. */
const MOST_ROUNDS = 12;

/** What `optimize` may assume beside the graph. */
export interface OptimizeOptions {
  /** Parameters whose values are fixed: they become constants; see `exponentParameters`. */
  readonly values?: ReadonlyMap<string, number>;
  readonly passes?: readonly Pass[];
}

/**
 * Runs the passes over a graph until none finds anything, and verifies the graph after each.
 *
 * @throws DriftgraphError `invalid-graph` if a pass made an invalid graph, which is a defect.
 */
export function optimize(built: Graph, options: OptimizeOptions = {}): Optimized {
  const { values = new Map(), passes = PASSES } = options;
  const images = new Map<Node, Node | undefined>(allNodes(built).map((node) => [node, node]));
  const reports: PassReport[] = [];
  const finished = new Map<Pass, Graph>();
  let graph = step(built, specializing(values), 1, images, reports);
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const before = graph;
    for (const pass of passes) {
      if (finished.get(pass) === graph) continue;
      const next = step(graph, pass, round, images, reports);
      if (next === graph) finished.set(pass, graph);
      graph = next;
    }
    if (graph === before) break;
  }
  return { graph, passes: reports, replaced: images };
}

function step(
  graph: Graph,
  pass: Pass,
  round: number,
  images: Map<Node, Node | undefined>,
  reports: PassReport[],
): Graph {
  const { graph: next, replaced } = pass.run(graph);
  if (next === graph) return graph;
  verify(next);
  const nodes = new Set(allNodes(next));
  const before = reports.at(-1);
  reports.push({
    name: pass.name,
    title: pass.title,
    round,
    before: before?.after ?? images.size,
    after: nodes.size,
    costBefore: before?.costAfter ?? costOf(graph),
    costAfter: costOf(next),
    removed: follow(images, replaced, nodes),
  });
  return next;
}

/** Follows each built node's image through a pass; returns the built nodes that it left without one. */
function follow(
  images: Map<Node, Node | undefined>,
  replaced: ReadonlyMap<Node, Node>,
  present: ReadonlySet<Node>,
): Node[] {
  const removed: Node[] = [];
  images.forEach((image, built) => {
    if (!image) return;
    const next = replaced.get(image) ?? image;
    const stays = present.has(next);
    if (next !== image || !stays) images.set(built, stays ? next : undefined);
    if (!stays) removed.push(built);
  });
  return removed;
}
