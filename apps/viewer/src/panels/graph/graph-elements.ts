import type { ElementDefinition } from "cytoscape";
import type { Theme } from "../../charts/theme.ts";
import type { DrawnEdge, DrawnGraph, DrawnItem } from "../../graph/drawn-graph.ts";
import type { Point } from "../../graph/layout.ts";
import { timeChangeText } from "./amounts.ts";
import type { Colouring } from "./graph-view.ts";
import { type Fill, fillOf, isUnknown } from "./item-colour.ts";

/** The least share of the time that a bar can show. */
const LEAST_BAR = 0.005;

/** What a drawing's colours mean, and the page's own. */
export interface Look {
  readonly theme: Theme;
  readonly colouring: Colouring;
}

/** The elements that cytoscape draws for a graph: nodes, then edges. */
export function elementsOf(drawn: DrawnGraph, look: Look): ElementDefinition[] {
  const paint = paintOf(look, drawn);
  const items = new Map(drawn.items.map((item) => [item.id, item]));
  return [
    ...drawn.items.map((item) => nodeOf(item, paint(item))),
    ...drawn.edges.map((edge) => edgeOf(edge, items)),
  ];
}

function nodeOf(item: DrawnItem, painted: Painted): ElementDefinition {
  const label = [item.label, ...(item.kind === "op" || item.isOpen ? [] : [detailOf(item)])].join(
    "\n",
  );
  return {
    group: "nodes",
    data: {
      id: item.id,
      label: label.trim(),
      kind: item.kind,
      open: item.isOpen,
      width: item.width,
      height: item.height,
      depth: item.depth,
      bar: barOf(item),
      ...painted,
      fate: item.fate ?? "",
    },
    position: { x: item.x, y: item.y },
  };
}

/** How wide a scope's bar is, of its width: its share of the time; null for an op and where it couldn't be seen. */
function barOf({ kind, share }: DrawnItem): string | null {
  return kind === "op" || share === undefined || share < LEAST_BAR ? null : `${100 * share}%`;
}

/** A scope says what it holds or, beside an earlier graph, how its time changed. */
function detailOf({ detail, timeChange }: DrawnItem): string {
  return timeChange === undefined ? detail : timeChangeText(timeChange);
}

function edgeOf(
  { id, from, to, kind, count, label, bytes, bends }: DrawnEdge,
  items: ReadonlyMap<string, DrawnItem>,
): ElementDefinition {
  const weight = bytes === undefined ? Math.log2(1 + count) : Math.log10(1 + bytes / 1000);
  const [a, b] = [items.get(from), items.get(to)];
  return {
    group: "edges",
    data: {
      id,
      source: from,
      target: to,
      kind,
      label,
      weight: Math.min(5, 1 + weight / 2),
      bends: a && b && bends.length > 0 ? relativeTo(a, b, bends) : null,
    },
  };
}

/** Points as cytoscape wants them: along the line between two centres, and beside it. */
function relativeTo(from: Point, to: Point, points: readonly Point[]) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const along = ({ x, y }: Point): number => ((x - from.x) * dx + (y - from.y) * dy) / length ** 2;
  const beside = ({ x, y }: Point): number => ((y - from.y) * dx - (x - from.x) * dy) / length;
  return { weights: points.map(along), distances: points.map(beside) };
}

/** How an item is painted. */
interface Painted {
  /** Its fill over the ground, as one colour. */
  readonly fill: string;
  /** Whether what the colours mean is not known of it. */
  readonly unknown: boolean;
}

/** How each item of a drawing is painted. */
export function paintOf(
  { theme, colouring }: Look,
  drawn: DrawnGraph,
): (item: DrawnItem) => Painted {
  const known = new Map<string, string>();
  return (item) => {
    const fill = fillOf(item, colouring, drawn);
    const key = `${fill.colour} ${fill.strength}`;
    const mix = known.get(key) ?? mixed(theme, fill);
    known.set(key, mix);
    return { fill: mix, unknown: !item.isOpen && isUnknown(item, colouring) };
  };
}

function mixed(theme: Theme, { colour, strength }: Fill): string {
  const [ground, top] = [theme.rgb("var(--ground)"), theme.rgb(colour)];
  const mix = ground.map((of, i) => Math.round(of + ((top[i] ?? of) - of) * strength));
  return `rgb(${mix.join(", ")})`;
}
