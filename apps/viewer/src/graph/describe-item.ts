import { type LoadedGraph, outputShape, shareOf } from "./loaded-graph.ts";
import { attributeText } from "./op-text.ts";
import { ancestry, type Scope } from "./scope-tree.ts";

/** One end of an edge, by name. */
export interface Neighbour {
  readonly name: string;
  readonly kind: "data" | "control" | "reference";
  readonly shape: string | undefined;
}

/** All that is known of an op or a scope. */
export interface ItemDescription {
  readonly name: string;
  readonly kind: "op" | "scope" | "series";
  readonly op: string | undefined;
  /** Our own op that it computes. */
  readonly ownOp: string | undefined;
  readonly device: string;
  readonly count: number;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly inputs: readonly Neighbour[];
  readonly outputs: readonly Neighbour[];
  /** Inputs that name nothing in the graph. */
  readonly dangling: readonly string[];
  readonly shape: string | undefined;
  readonly dtype: string | undefined;
  /** Microseconds; undefined if it wasn't timed. */
  readonly time: number | undefined;
  readonly span: number | undefined;
  /** Of the time of all ops. */
  readonly share: number | undefined;
  readonly bytes: number | undefined;
  readonly origin: Origin | undefined;
  /** The scopes that must be open for it to be drawn, outermost first. */
  readonly scopes: readonly string[];
}

type Origin = NonNullable<NonNullable<LoadedGraph["notes"]["ops"]>[string]["origin"]>;

/** More neighbours than these fill no card. */
const MOST_NEIGHBOURS = 200;

/** Describes an op or scope by its full name; undefined if the graph has none. */
export function describeItem(loaded: LoadedGraph, id: string): ItemDescription | undefined {
  const scope = loaded.tree.byName.get(id);
  if (scope?.parent) return describeScope(loaded, scope);
  const i = loaded.graph.byName.get(id.replace(/\/\(op\)$/, ""));
  return i === undefined ? undefined : describeOp(loaded, i);
}

function describeOp(loaded: LoadedGraph, i: number): ItemDescription | undefined {
  const { graph, costs, tree, notes } = loaded;
  const op = graph.ops[i];
  if (!op) return undefined;
  const note = notes.ops?.[op.name];
  const cost = costs.get(i);
  const type = op.def.attr?.["T"] ?? op.def.attr?.["dtype"];
  return {
    name: op.name,
    kind: "op",
    op: op.op,
    ownOp: note?.op,
    device: op.device,
    count: 1,
    attributes: Object.entries(op.def.attr ?? {})
      .filter(([name]) => name !== "_output_shapes")
      .map(([name, value]) => [name, attributeText(value)]),
    inputs: op.inputs.slice(0, MOST_NEIGHBOURS).map(({ from, port, kind }) => ({
      name: graph.ops[from]?.name ?? "",
      kind,
      shape: outputShape(loaded, from, port),
    })),
    outputs: outputsOf(loaded, new Set([i])),
    dangling: op.dangling,
    shape: outputShape(loaded, i, 0),
    dtype: type && "type" in type ? type.type.replace(/^DT_/, "").toLowerCase() : undefined,
    time: cost?.time,
    span: cost && cost.end - cost.start,
    share: shareOf(loaded, cost?.time),
    bytes: cost && cost.bytes > 0 ? cost.bytes : undefined,
    origin: note?.origin,
    scopes: ancestry(tree.scopeOf[i]).map(({ name }) => name),
  };
}

function describeScope(loaded: LoadedGraph, scope: Scope): ItemDescription {
  const cost = loaded.scopeCosts.get(scope);
  const inside = new Set(opsOf(scope));
  const inputs = new Map<string, Neighbour>();
  for (const i of inside) {
    for (const { from, port, kind } of loaded.graph.ops[i]?.inputs ?? []) {
      if (inside.has(from) || loaded.folded.has(from)) continue;
      const name = loaded.graph.ops[from]?.name ?? "";
      inputs.set(name, { name, kind, shape: outputShape(loaded, from, port) });
    }
  }
  return {
    name: scope.name,
    kind: scope.kind,
    op: undefined,
    ownOp: undefined,
    device: "",
    count: scope.size,
    attributes: [],
    inputs: [...inputs.values()].slice(0, MOST_NEIGHBOURS),
    outputs: outputsOf(loaded, inside),
    dangling: [],
    shape: undefined,
    dtype: undefined,
    time: cost?.time,
    span: cost && cost.end - cost.start,
    share: shareOf(loaded, cost?.time),
    bytes: cost && cost.bytes > 0 ? cost.bytes : undefined,
    origin: commonOrigin(loaded, inside),
    scopes: ancestry(scope.parent).map(({ name }) => name),
  };
}

function outputsOf(loaded: LoadedGraph, of: ReadonlySet<number>): Neighbour[] {
  const outputs = new Map<string, Neighbour>();
  loaded.graph.ops.forEach(({ name, inputs }, i) => {
    if (of.has(i)) return;
    for (const { from, port, kind } of inputs) {
      if (of.has(from)) outputs.set(name, { name, kind, shape: outputShape(loaded, from, port) });
    }
  });
  return [...outputs.values()].slice(0, MOST_NEIGHBOURS);
}

function opsOf(scope: Scope): number[] {
  return [...scope.ops, ...scope.scopes.flatMap(opsOf)];
}

/** The place in the model that all ops of a scope came from, if it is one. */
function commonOrigin({ graph, notes }: LoadedGraph, ops: Iterable<number>): Origin | undefined {
  let found: Origin | undefined;
  for (const i of ops) {
    const origin = notes.ops?.[graph.ops[i]?.name ?? ""]?.origin;
    if (!origin) continue;
    if (found && (found.equation !== origin.equation || found.line !== origin.line))
      return undefined;
    found ??= origin;
  }
  return found;
}
