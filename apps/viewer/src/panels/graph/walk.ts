import type { DrawnGraph, DrawnItem } from "../../graph/drawn-graph.ts";

/**
 * Where an arrow key leads from an item: right and down along its edges, left and up against them; where there
 * are several, to the one that lies most that way. Without a selection, to the first item; on from an open scope into
 * it, and back from what nothing leads to out of it.
 */
export function nextItem(
  { items, edges }: DrawnGraph,
  from: DrawnItem | undefined,
  key: string,
): string | undefined {
  const isForward = key === "ArrowRight" || key === "ArrowDown";
  if (!isForward && key !== "ArrowLeft" && key !== "ArrowUp") return undefined;
  if (!from) return items.find(({ isOpen }) => !isOpen)?.id;
  if (from.isOpen && isForward) return firstOf(items.filter(({ parent }) => parent === from.id));
  const ends = new Set(
    edges.flatMap((edge) => {
      if (isForward) return edge.from === from.id ? [edge.to] : [];
      return edge.to === from.id ? [edge.from] : [];
    }),
  );
  const isAcross = key === "ArrowRight" || key === "ArrowLeft";
  const sign = isForward ? 1 : -1;
  const along = ({ x, y }: DrawnItem): number => sign * (isAcross ? x - from.x : y - from.y);
  const aside = ({ x, y }: DrawnItem): number => Math.abs(isAcross ? y - from.y : x - from.x);
  const reached = items.filter(({ id }) => ends.has(id));
  const score = (item: DrawnItem): number =>
    aside(item) - along(item) + (along(item) > 0 ? 0 : 1e6);
  const [nearest] = reached.toSorted((a, b) => score(a) - score(b));
  return nearest?.id ?? (isForward ? undefined : from.parent);
}

/** The item that is read first: topmost, then leftmost. */
function firstOf(items: readonly DrawnItem[]): string | undefined {
  return items.toSorted((a, b) => a.y - b.y || a.x - b.x)[0]?.id;
}
