import { type Box, type Point, placeBoxes } from "./layout.ts";
import type { Thing } from "./things.ts";

const TITLE = 24;
const PADDING = 14;
const OP_HEIGHT = 26;
const SCOPE_HEIGHT = 40;
/** Room for how many ops a scope holds, or how its time changed. */
const SCOPE_WIDTH = 72;
const CHARACTER = 6.6;
/** Items beside which so much leads out that they are put aside. */
const ASIDE_DEGREE = 9;

/** Lays out the open scopes, innermost first; places are within the scope around, until `moveInto`. */
export function layOut(
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
  thing.routes = new Map(
    [...placed.routes].map(([name, points]) => [name, moved(points, margin, top)]),
  );
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
  const detail = thing.scope ? thing.detail : "";
  thing.width = Math.max(
    thing.scope ? SCOPE_WIDTH : 44,
    labelWidth(thing.label) + 20,
    labelWidth(detail) + 16,
  );
  thing.height = thing.scope ? SCOPE_HEIGHT : OP_HEIGHT;
}

/** Moves all that is in a thing to its place in the drawing. */
export function moveInto(thing: Thing, left: number, top: number): void {
  thing.routes = new Map(
    [...thing.routes].map(([name, points]) => [name, moved(points, left, top)]),
  );
  for (const child of thing.children) {
    child.x += left;
    child.y += top;
    moveInto(child, child.x - child.width / 2, child.y - child.height / 2);
  }
}

function moved(points: readonly Point[], right: number, down: number): Point[] {
  return points.map(({ x, y }) => ({ x: x + right, y: y + down }));
}

function labelWidth(label: string): number {
  return label.length * CHARACTER;
}
