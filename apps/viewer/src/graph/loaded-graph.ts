import type { GraphDef, RunMetadata } from "@driftgraph/eventlog";
import { type Cost, criticalPath, opCosts, scopeCosts } from "./costs.ts";
import type { Fate } from "./drawn-graph.ts";
import { type OpGraph, opGraph } from "./op-graph.ts";
import { constantText, shapeText } from "./op-text.ts";
import { type Scope, type ScopeTree, scopeTree } from "./scope-tree.ts";

/** What our own log says of an op beyond TensorFlow's graph. */
export interface OpNote {
  readonly op: string;
  readonly origin?: {
    readonly equation?: string;
    readonly text?: string;
    readonly file?: string;
    readonly line?: number;
    readonly column?: number;
    readonly length?: number;
  };
}

/** What is known of a graph beside itself. */
export interface GraphNotes {
  readonly profile?: RunMetadata | undefined;
  /** Our own records of ops, by name. */
  readonly ops?: Readonly<Record<string, OpNote>> | undefined;
  /** What became of ops, by name. */
  readonly fates?: ReadonlyMap<string, Fate> | undefined;
  /** The graph that it is compared with. */
  readonly other?: LoadedGraph | undefined;
  /** Which of the two it is. */
  readonly side?: "before" | "after" | undefined;
}

/** A graph as it is kept while it is looked at: resolved, in scopes, with its costs. */
export interface LoadedGraph {
  readonly graph: OpGraph;
  readonly tree: ScopeTree;
  readonly costs: ReadonlyMap<number, Cost>;
  readonly scopeCosts: ReadonlyMap<Scope, Cost>;
  readonly critical: ReadonlySet<number>;
  /** Constants that are said where they are used, by op that uses them. */
  readonly constants: ReadonlyMap<number, readonly string[]>;
  /** Ops that are not drawn by themselves. */
  readonly folded: ReadonlySet<number>;
  /** Of ops that only bring a value into a loop, which are not drawn either: where it comes from. */
  readonly through: ReadonlyMap<number, number>;
  readonly notes: GraphNotes;
}

/** Resolves a graph and works out all that doesn't depend on which scopes are open. */
export function loadGraph(def: GraphDef, notes: GraphNotes = {}): LoadedGraph {
  const graph = opGraph(def);
  const tree = scopeTree(graph);
  const costs = opCosts(graph, notes.profile);
  const { constants, folded } = foldConstants(graph, notes);
  const through = passedThrough(graph, folded);
  for (const i of through.keys()) folded.add(i);
  return {
    graph,
    tree,
    costs,
    scopeCosts: scopeCosts(tree.root, costs),
    critical: criticalPath(graph.ops, costs),
    constants,
    folded,
    through,
    notes,
  };
}

/** The shape of an op's output as the graph or the profile has it; undefined if neither says. */
export function outputShape(
  { graph }: Pick<LoadedGraph, "graph">,
  i: number,
  port: number,
): string | undefined {
  const shapes = graph.ops[i]?.def.attr?.["_output_shapes"];
  const shape = shapes && "list" in shapes ? shapes.list.shape?.[port] : undefined;
  return shape === undefined ? undefined : shapeText(shape);
}

/** The ops that bring a value into a loop where it stays the same, and what they bring. */
function passedThrough({ ops }: OpGraph, folded: ReadonlySet<number>): Map<number, number> {
  const through = new Map<number, number>();
  ops.forEach(({ op, def, inputs }, i) => {
    const [input] = inputs;
    const isConstant = def.attr?.["is_constant"];
    if (op !== "Enter" || !input || inputs.length > 1) return;
    if (!(isConstant && "b" in isConstant && isConstant.b) || folded.has(input.from)) return;
    through.set(i, input.from);
  });
  return through;
}

/** Most constants that are said at one op; the others are drawn. */
const MOST_SAID = 3;

function foldConstants(
  { ops }: OpGraph,
  { ops: notes }: GraphNotes,
): { constants: Map<number, string[]>; folded: Set<number> } {
  const users = new Map<number, number[]>();
  ops.forEach(({ inputs }, i) => {
    for (const { from } of inputs) {
      const known = users.get(from);
      if (known) known.push(i);
      else users.set(from, [i]);
    }
  });
  const constants = new Map<number, string[]>();
  const folded = new Set<number>();
  ops.forEach(({ op, name, def }, i) => {
    // A parameter is a constant to TensorFlow, not to who reads the model.
    const isConstant = op === "Const" && (notes?.[name]?.op ?? "constant") === "constant";
    const usedBy = users.get(i) ?? [];
    if (!isConstant || usedBy.length === 0) return;
    if (usedBy.some((user) => (constants.get(user)?.length ?? 0) >= MOST_SAID)) return;
    folded.add(i);
    const text = constantText(def);
    for (const user of new Set(usedBy)) constants.set(user, [...(constants.get(user) ?? []), text]);
  });
  return { constants, folded };
}

/** The part that a time is of all that was timed of the graph's ops, 0 to 1. */
export function shareOf(
  { scopeCosts, tree }: LoadedGraph,
  time: number | undefined,
): number | undefined {
  const all = scopeCosts.get(tree.root)?.time;
  return time !== undefined && all !== undefined && all > 0 ? time / all : undefined;
}
