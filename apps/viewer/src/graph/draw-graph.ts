import type { DrawnEdge, DrawnGraph, DrawnItem, Fate } from "./drawn-graph.ts";
import { type Box, placeBoxes } from "./layout.ts";
import { type LoadedGraph, outputShape } from "./loaded-graph.ts";
import type { EdgeKind } from "./op-graph.ts";
import { opText } from "./op-text.ts";
import { ancestry, type Scope } from "./scope-tree.ts";

/** How a graph is drawn. */
export interface DrawOptions {
  /** Names of the scopes that are open; undefined: those that a first look should show. */
  readonly open: readonly string[] | undefined;
  /** Leaves items in the flow even if very much leads to or from them. */
  readonly keepAll: boolean;
}

const TITLE = 24;
const PADDING = 14;
const OP_HEIGHT = 26;
const SCOPE_HEIGHT = 40;
const CHARACTER = 6.6;
const LONGEST_LABEL = 28;
/** Items beside which so much leads out that they are put aside. */
const ASIDE_DEGREE = 9;
/** Small graphs are opened while no more than this would be drawn. */
const FIRST_LOOK = 60;

/** Something that is drawn: a scope or an op, in an open scope. */
interface Thing {
  readonly id: string;
  readonly label: string;
  readonly scope: Scope | undefined;
  readonly op: number;
  readonly parent: Thing | undefined;
  readonly isOpen: boolean;
  readonly children: Thing[];
  isAside: boolean;
  width: number;
  height: number;
  /** Centre, at first within the parent, at last in the drawing. */
  x: number;
  y: number;
}

interface Link {
  readonly from: Thing;
  readonly to: Thing;
  readonly kind: EdgeKind;
  count: number;
  label: string;
  bytes: number | undefined;
}

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

function collect(
  loaded: LoadedGraph,
  scope: Scope,
  parent: Thing | undefined,
  open: ReadonlySet<string>,
  things: Thing[],
  drawnAs: (Thing | undefined)[],
): Thing {
  const isOpen = scope.parent === undefined || open.has(scope.name);
  const label = cut(scope.label.replaceAll("_", " "));
  const thing = newThing({ id: scope.name, label, scope, op: -1, parent, isOpen });
  if (scope.parent) things.push(thing);
  if (!isOpen) {
    markAll(scope, thing, drawnAs);
    return thing;
  }
  for (const inner of scope.scopes) {
    if (isFolded(loaded, inner)) continue;
    thing.children.push(collect(loaded, inner, thing, open, things, drawnAs));
  }
  for (const i of scope.ops) {
    if (loaded.folded.has(i)) continue;
    const { name = "", op: type = "" } = loaded.graph.ops[i] ?? {};
    // An op may have the name of the scope that it stands in.
    const id = loaded.tree.byName.has(name) ? `${name}/(op)` : name;
    const label = cut(labelOf(name, type, loaded.constants.get(i) ?? []));
    const op = newThing({ id, label, scope: undefined, op: i, parent: thing, isOpen: false });
    things.push(op);
    thing.children.push(op);
    drawnAs[i] = op;
  }
  return thing;
}

/** Ops that do nothing but hold a value are known by its name. */
const HOLDS = /^(Identity|Enter|Const|Placeholder|Variable|VarHandle|Arg|_Arg|_Retval|Parameter)/;

function labelOf(name: string, op: string, constants: readonly string[]): string {
  return HOLDS.test(op) ? name.slice(name.lastIndexOf("/") + 1) : opText(op, constants);
}

function newThing(is: Pick<Thing, "id" | "label" | "scope" | "op" | "parent" | "isOpen">): Thing {
  return { ...is, children: [], isAside: false, width: 0, height: 0, x: 0, y: 0 };
}

/** Whether all that is in a scope is said elsewhere. */
function isFolded({ folded }: LoadedGraph, scope: Scope): boolean {
  const pending = [scope];
  for (let one = pending.pop(); one; one = pending.pop()) {
    if (one.ops.some((i) => !folded.has(i))) return false;
    pending.push(...one.scopes);
  }
  return true;
}

function markAll(scope: Scope, thing: Thing, drawnAs: (Thing | undefined)[]): void {
  const pending = [scope];
  for (let one = pending.pop(); one; one = pending.pop()) {
    for (const i of one.ops) drawnAs[i] = thing;
    pending.push(...one.scopes);
  }
}

function linksOf(loaded: LoadedGraph, drawnAs: readonly (Thing | undefined)[]): Link[] {
  const links = new Map<Thing, Map<string, Link>>();
  loaded.graph.ops.forEach(({ inputs }, i) => {
    const to = loaded.folded.has(i) ? undefined : drawnAs[i];
    if (!to) return;
    for (const { from: direct, port, kind } of inputs) {
      const source = loaded.through.get(direct) ?? direct;
      const from = loaded.folded.has(source) ? undefined : drawnAs[source];
      if (!from || from === to) continue;
      const known = links.get(from) ?? new Map<string, Link>();
      links.set(from, known);
      const key = `${kind} ${to.id}`;
      const link = known.get(key);
      const label = kind === "control" ? "" : (outputShape(loaded, source, port) ?? "");
      const bytes = loaded.costs.get(source)?.bytes;
      if (!link) known.set(key, { from, to, kind, count: 1, label, bytes });
      else {
        link.count += 1;
        link.label = `${link.count} tensors`;
        link.bytes = bytes === undefined ? link.bytes : (link.bytes ?? 0) + bytes;
      }
    }
  });
  return [...links.values()].flatMap((known) => [...known.values()]);
}

/** For each open scope, the edges between its children that the links make. */
function linksByScope(links: readonly Link[]): Map<Thing, [string, string][]> {
  const within = new Map<Thing, Map<string, [string, string]>>();
  for (const { from, to } of links) {
    const [a, b] = belowCommon(from, to);
    const scope = a.parent;
    if (!scope || a === b) continue;
    const known = within.get(scope) ?? new Map<string, [string, string]>();
    within.set(scope, known);
    known.set(`${a.id} ${b.id}`, [a.id, b.id]);
  }
  return new Map([...within].map(([scope, known]) => [scope, [...known.values()]]));
}

/** The things at or above two others that have the same parent. */
function belowCommon(from: Thing, to: Thing): [Thing, Thing] {
  const lineOf = (thing: Thing): Thing[] => {
    const line: Thing[] = [];
    for (let at: Thing | undefined = thing; at; at = at.parent) line.unshift(at);
    return line;
  };
  const [a, b] = [lineOf(from), lineOf(to)];
  let depth = 0;
  while (depth < a.length && a[depth] === b[depth]) depth += 1;
  return [a[depth] ?? from, b[depth] ?? to];
}

function layOut(
  thing: Thing,
  within: ReadonlyMap<Thing, [string, string][]>,
  keepAll: boolean,
): void {
  if (!thing.isOpen) {
    sizeOfClosed(thing);
    return;
  }
  for (const child of thing.children) layOut(child, within, keepAll);
  const edges = within.get(thing) ?? [];
  if (!keepAll) putAside(thing, edges);
  const aside = new Set(thing.children.filter((child) => child.isAside).map(({ id }) => id));
  const flow: Box[] = thing.children.filter(({ id }) => !aside.has(id));
  const inFlow = edges.filter(([from, to]) => !aside.has(from) && !aside.has(to));
  const isRoot = thing.parent === undefined;
  const placed = placeBoxes(flow, inFlow, isRoot ? "LR" : "TB");
  const margin = isRoot ? 0 : PADDING;
  const top = isRoot ? 0 : TITLE + PADDING;
  let [x, y] = [placed.width + margin + 3 * PADDING, top];
  for (const child of thing.children) {
    const at = placed.at.get(child.id);
    if (at) {
      child.x = at.x + margin;
      child.y = at.y + top;
    } else {
      child.x = x + child.width / 2;
      child.y = y + child.height / 2;
      y += child.height + PADDING / 2;
    }
  }
  const asideWidth = Math.max(0, ...thing.children.filter((c) => c.isAside).map((c) => c.width));
  const width = placed.width + (asideWidth > 0 ? asideWidth + 3 * PADDING : 0) + 2 * margin;
  x = Math.max(width, labelWidth(thing.label) + 60);
  thing.width = x;
  thing.height = Math.max(placed.height + top, y) + margin;
}

/** What feeds very much, such as a parameter, would tie the rest into a knot. */
function putAside(thing: Thing, edges: readonly (readonly [string, string])[]): void {
  const outgoing = new Map<string, number>();
  const incoming = new Map<string, number>();
  for (const [from, to] of edges) {
    outgoing.set(from, (outgoing.get(from) ?? 0) + 1);
    incoming.set(to, (incoming.get(to) ?? 0) + 1);
  }
  for (const child of thing.children) {
    const feeds = outgoing.get(child.id) ?? 0;
    child.isAside = feeds >= ASIDE_DEGREE && (incoming.get(child.id) ?? 0) <= 1;
  }
}

function sizeOfClosed(thing: Thing): void {
  thing.width = Math.max(44, labelWidth(thing.label) + 20);
  thing.height = thing.scope ? SCOPE_HEIGHT : OP_HEIGHT;
}

function moveInto(thing: Thing, left: number, top: number): void {
  for (const child of thing.children) {
    child.x += left;
    child.y += top;
    moveInto(child, child.x - child.width / 2, child.y - child.height / 2);
  }
}

function cut(text: string): string {
  return text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text;
}

function labelWidth(label: string): number {
  return label.length * CHARACTER;
}

function itemOf(loaded: LoadedGraph, thing: Thing): DrawnItem {
  const { id, label, scope, op: i, parent, isOpen, isAside, x, y, width, height } = thing;
  const op = loaded.graph.ops[i];
  const cost = scope ? loaded.scopeCosts.get(scope) : loaded.costs.get(i);
  return {
    id,
    kind: scope?.kind ?? "op",
    label,
    detail: scope
      ? scopeDetail(loaded, scope)
      : (op?.name.slice(op.name.lastIndexOf("/") + 1) ?? ""),
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
    span: cost && cost.end - cost.start,
    otherTime: loaded.notes.other && timeIn(loaded.notes.other, scope?.name, op?.name),
    bytes: cost && cost.bytes > 0 ? cost.bytes : undefined,
    isAside,
    fate: scope ? scopeFate(loaded, scope) : loaded.notes.fates?.get(op?.name ?? ""),
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

/** A scope that is one expression says which; others say how many ops they hold. */
function scopeDetail(loaded: LoadedGraph, scope: Scope): string {
  const count = `${scope.size} ${scope.size === 1 ? "op" : "ops"}`;
  const texts = new Set<string>();
  for (const i of opsBelow(scope)) {
    const text = loaded.notes.ops?.[loaded.graph.ops[i]?.name ?? ""]?.origin?.text;
    if (text !== undefined) texts.add(text);
    if (texts.size > 1) return count;
  }
  const [text] = texts;
  return text === undefined ? count : cut(text);
}

function scopeFate({ graph, notes: { fates } }: LoadedGraph, scope: Scope): Fate | undefined {
  if (!fates) return undefined;
  let found: Fate | undefined;
  for (const i of opsBelow(scope)) {
    const fate = fates.get(graph.ops[i]?.name ?? "");
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

function* opsBelow(scope: Scope): Generator<number> {
  const pending = [scope];
  for (let one = pending.pop(); one; one = pending.pop()) {
    yield* one.ops;
    pending.push(...one.scopes);
  }
}

function edgeOf({ from, to, kind, count, label, bytes }: Link, i: number): DrawnEdge {
  return { id: `edge ${i}`, from: from.id, to: to.id, kind, count, label, bytes };
}
