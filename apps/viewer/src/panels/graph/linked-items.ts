import type { DrawnGraph } from "../../graph/drawn-graph.ts";

/** Which op of the built graph became which of the optimized one. */
export type Becomes = Readonly<Record<string, string | null>>;

/** The item that an op or scope is drawn as: itself, or the closed scope that holds it. */
export function itemHolding({ items }: DrawnGraph, name: string): string | undefined {
  const drawn = new Set(items.map(({ id }) => id));
  return holding(drawn, name);
}

/** The items that several names are drawn as. */
export function itemsHolding({ items }: DrawnGraph, names: Iterable<string>): Set<string> {
  const drawn = new Set(items.map(({ id }) => id));
  const found = new Set<string>();
  for (const name of names) {
    const id = holding(drawn, name);
    if (id !== undefined) found.add(id);
  }
  return found;
}

/**
 * What an op or a scope of one graph is in the other one.
 *
 * @param becomes undefined where graphs are compared by their names alone
 * @param side the graph that `id` belongs to
 */
export function counterparts(
  id: string,
  becomes: Becomes | undefined,
  side: "before" | "after",
): Set<string> {
  if (!becomes) return new Set([id]);
  const names = new Set<string>();
  const isMeant = (name: string): boolean => name === id || name.startsWith(`${id}/`);
  for (const [before, after] of Object.entries(becomes)) {
    if (after === null) continue;
    if (side === "before" && isMeant(before)) names.add(after);
    if (side === "after" && isMeant(after)) names.add(before);
  }
  return names;
}

function holding(drawn: ReadonlySet<string>, name: string): string | undefined {
  if (drawn.has(`${name}/(op)`)) return `${name}/(op)`;
  for (let at = name; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("/")))) {
    if (drawn.has(at)) return at;
  }
  return undefined;
}
