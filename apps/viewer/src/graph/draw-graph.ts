import type { DrawnEdge, DrawnGraph, DrawnItem, Fate } from "./drawn-graph.ts";
import { routeName } from "./layout.ts";
import { belowCommon, type Link, linksByScope, linksOf } from "./links.ts";
import { type LoadedGraph, shareOf } from "./loaded-graph.ts";
import { layOut, moveInto } from "./place-things.ts";
import { ancestry, opsBelow, type Scope } from "./scope-tree.ts";
import { collect, type Thing } from "./things.ts";

/** How a graph is drawn. */
export interface DrawOptions {
  /** Names of the scopes that are open; undefined: those that a first look should show. */
  readonly open: readonly string[] | undefined;
  /** Leaves items in the flow even if very much leads to or from them. */
  readonly keepAll: boolean;
}

/** Small graphs are opened while no more than this would be drawn. */
const FIRST_LOOK = 60;

/** Draws the open scopes of a graph: each is laid out by itself, innermost first. */
export function drawGraph(loaded: LoadedGraph, options: DrawOptions): DrawnGraph {
  const open = new Set(options.open ?? firstLook(loaded));
  const things: Thing[] = [];
  const drawnAs: (Thing | undefined)[] = [];
  const root = collect(loaded, loaded.tree.root, undefined, open, things, drawnAs);
  const links = linksOf(loaded, drawnAs);
  const within = linksByScope(links);
  layOut(root, within, options.keepAll);
  moveInto(root, 0, 0);
  const items = things.map((thing) => itemOf(loaded, thing));
  const single = items.filter(({ isOpen }) => !isOpen);
  return {
    items,
    edges: links.map(edgeOf),
    width: root.width,
    height: root.height,
    ops: loaded.graph.ops.length,
    open: things.flatMap(({ isOpen, id }) => (isOpen ? [id] : [])),
    most: {
      time: single.reduce((most, { time = 0 }) => Math.max(most, time), 0),
      bytes: single.reduce((most, { bytes = 0 }) => Math.max(most, bytes), 0),
    },
  };
}

/** The scopes to open at first: what has few parts, outermost first, while it all stays readable. */
function firstLook({ tree, folded }: LoadedGraph): string[] {
  const open: string[] = [];
  const partsOf = (scope: Scope): number =>
    scope.scopes.length + scope.ops.filter((i) => !folded.has(i)).length;
  let drawn = partsOf(tree.root);
  // Ours reads like the mathematics once the scan and its step are open.
  for (const name of ["scan", "scan/step"]) {
    const scope = tree.byName.get(name);
    if (!scope || drawn + partsOf(scope) > FIRST_LOOK) continue;
    drawn += partsOf(scope);
    open.push(name);
  }
  return open;
}

function itemOf(loaded: LoadedGraph, thing: Thing): DrawnItem {
  const { id, label, detail, scope, op: i, parent, isOpen, isAside, x, y, width, height } = thing;
  const op = loaded.graph.ops[i];
  const cost = scope ? loaded.scopeCosts.get(scope) : loaded.costs.get(i);
  const { other, side } = loaded.notes;
  const otherTime = other && timeIn(other, scope?.name, op?.name);
  const hasBoth = cost !== undefined && otherTime !== undefined;
  return {
    id,
    kind: scope?.kind ?? "op",
    label,
    detail,
    op: op?.op,
    device: op?.device ?? "",
    parent: parent?.parent ? parent.id : undefined,
    depth: scope ? scope.depth : ancestry(parent?.scope).length + 1,
    isOpen,
    x,
    y,
    width,
    height,
    count: scope?.size ?? 1,
    time: cost?.time,
    share: shareOf(loaded, cost?.time),
    span: cost && cost.end - cost.start,
    otherTime,
    timeChange: hasBoth && side === "after" ? cost.time - otherTime : undefined,
    bytes: cost && cost.bytes > 0 ? cost.bytes : undefined,
    isAside,
    fate: scope ? scopeFate(loaded, scope) : opFate(loaded, i),
    isCritical: scope ? hasCritical(loaded, scope) : loaded.critical.has(i),
  };
}

function timeIn(
  { tree, graph, costs, scopeCosts }: LoadedGraph,
  scope: string | undefined,
  op: string | undefined,
): number | undefined {
  const same = scope === undefined ? undefined : tree.byName.get(scope);
  if (same) return scopeCosts.get(same)?.time;
  return costs.get(graph.byName.get(op ?? "") ?? -1)?.time;
}

/** What became of an op; a constant that is said at it is a part of it, wherever that stands. */
function opFate({ graph, folded, notes }: LoadedGraph, i: number): Fate | undefined {
  const { fates, other } = notes;
  const op = graph.ops[i];
  const fate = fates?.get(op?.name ?? "");
  if (!other || fate !== "kept") return fate;
  const isOther = op?.inputs.some(
    ({ from }) => folded.has(from) && fates?.get(graph.ops[from]?.name ?? "") === "changed",
  );
  return isOther ? "changed" : "kept";
}

function scopeFate(loaded: LoadedGraph, scope: Scope): Fate | undefined {
  if (!loaded.notes.fates) return undefined;
  let found: Fate | undefined;
  for (const i of opsBelow(scope)) {
    const fate = opFate(loaded, i);
    if (fate === undefined) continue;
    if (found !== undefined && found !== fate) return "changed";
    found = fate;
  }
  return found;
}

function hasCritical({ critical }: LoadedGraph, scope: Scope): boolean {
  for (const i of opsBelow(scope)) if (critical.has(i)) return true;
  return false;
}

function edgeOf({ from, to, kind, count, label, bytes }: Link): DrawnEdge {
  const [a, b] = belowCommon(from, to);
  const way = a.parent?.routes.get(routeName(a.id, b.id)) ?? [];
  // An edge of something deeper passes the rim of what is around it; its own rim it finds by itself.
  const bends = way.slice(a === from ? 1 : 0, b === to ? -1 : undefined);
  const id = `${kind} ${from.id} → ${to.id}`;
  return { id, from: from.id, to: to.id, kind, count, label, bytes, bends };
}
