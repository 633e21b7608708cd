import type { OpCost } from "./op-rows.ts";

/** A bar of the flame graph: a scope or an op, as wide as its time. */
export interface Bar {
  /** Full name. */
  readonly name: string;
  readonly label: string;
  readonly depth: number;
  /** Microseconds before it, and its own with all in it. */
  readonly start: number;
  readonly time: number;
  readonly op: string | undefined;
}

interface Branch {
  readonly name: string;
  readonly label: string;
  readonly children: Map<string, Branch>;
  time: number;
  op: string | undefined;
}

/** Deeper scopes are drawn as one. */
const MAX_DEPTH = 24;

/** The bars of all timed ops, scope in scope, the dearest first in each. */
export function flameBars(costs: readonly OpCost[]): Bar[] {
  const root = branch("", "all ops");
  for (const { name, selfTime, op } of costs) {
    if (!(selfTime !== undefined && selfTime > 0)) continue;
    root.time += selfTime;
    let at = root;
    const parts = name.split("/").slice(0, MAX_DEPTH);
    parts.forEach((part, i) => {
      const known = at.children.get(part) ?? branch(parts.slice(0, i + 1).join("/"), part);
      at.children.set(part, known);
      known.time += selfTime;
      at = known;
    });
    at.op = op;
  }
  const bars: Bar[] = [];
  spread(root, 0, 0, bars);
  return root.time > 0 ? bars : [];
}

function branch(name: string, label: string): Branch {
  return { name, label, children: new Map(), time: 0, op: undefined };
}

function spread(
  { name, label, time, op, children }: Branch,
  depth: number,
  start: number,
  bars: Bar[],
): void {
  bars.push({ name, label, depth, start, time, op });
  let at = start;
  for (const child of [...children.values()].sort((a, b) => b.time - a.time)) {
    spread(child, depth + 1, at, bars);
    at += child.time;
  }
}
