import { type LoadedGraph, outputShape } from "./loaded-graph.ts";
import type { EdgeKind } from "./op-graph.ts";
import type { Thing } from "./things.ts";

/** All edges between two things that are drawn. */
export interface Link {
  readonly from: Thing;
  readonly to: Thing;
  readonly kind: EdgeKind;
  count: number;
  label: string;
  bytes: number | undefined;
}

/** The edges between things that edges between ops make. */
export function linksOf(loaded: LoadedGraph, drawnAs: readonly (Thing | undefined)[]): Link[] {
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
      const label = kind === "control" ? "" : valueLabel(loaded, source, port);
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

/** A value's name, as far as it says more than the scope's, and its shape. */
function valueLabel(loaded: LoadedGraph, source: number, port: number): string {
  const name = loaded.graph.ops[source]?.name ?? "";
  const shape = outputShape(loaded, source, port);
  const last = name.slice(name.lastIndexOf("/") + 1);
  return shape === undefined ? last : `${last}: ${shape}`;
}

/** For each open scope, the edges between its children that the links make. */
export function linksByScope(links: readonly Link[]): Map<Thing, [string, string][]> {
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
export function belowCommon(from: Thing, to: Thing): [Thing, Thing] {
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
