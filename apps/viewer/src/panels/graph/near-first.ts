import type { ElementDefinition } from "cytoscape";
import type { DrawnItem } from "../../graph/drawn-graph.ts";

/** A part of a drawing, in its own units. */
export interface Extent {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Elements in the order in which they are needed. Within each, nodes stand before the edges that need them. */
export interface NearFirst {
  /** What is in view, and the edges that begin or end there with their other ends. */
  readonly near: readonly ElementDefinition[];
  readonly far: readonly ElementDefinition[];
}

/** Parts what is in view from what is not: thousands of elements take longer to be styled than anybody waits. */
export function nearFirst(
  elements: readonly ElementDefinition[],
  items: ReadonlyMap<string, DrawnItem>,
  seen: Extent,
): NearFirst {
  const inView = new Set<string>();
  for (const item of items.values()) if (isInView(item, seen)) inView.add(item.id);
  const isNear = new Set(inView);
  for (const { data } of elements) {
    const { id, source, target } = data;
    if (source === undefined || target === undefined || id === undefined) continue;
    if (!inView.has(source) && !inView.has(target)) continue;
    for (const one of [id, source, target]) isNear.add(one);
  }
  return {
    near: elements.filter(({ data }) => isNear.has(data.id ?? "")),
    far: elements.filter(({ data }) => !isNear.has(data.id ?? "")),
  };
}

/** Whether any of an item is in a part of the drawing. */
export function isInView({ x, y, width, height }: DrawnItem, seen: Extent): boolean {
  return (
    x + width / 2 >= seen.x &&
    x - width / 2 <= seen.x + seen.w &&
    y + height / 2 >= seen.y &&
    y - height / 2 <= seen.y + seen.h
  );
}

/** Whether all of an item is in a part of the drawing. */
export function isWhollyInView({ x, y, width, height }: DrawnItem, seen: Extent): boolean {
  return (
    x - width / 2 >= seen.x &&
    x + width / 2 <= seen.x + seen.w &&
    y - height / 2 >= seen.y &&
    y + height / 2 <= seen.y + seen.h
  );
}
