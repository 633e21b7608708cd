import type { OpCost } from "./op-rows.ts";

/** By what the table groups ops. */
export const GROUPINGS = {
  none: "each op",
  op: "kind of op",
  scope: "scope",
  place: "place in the model",
} as const;
export type Grouping = keyof typeof GROUPINGS;

export const COLUMNS = ["name", "self", "inclusive", "calls", "bytes", "share"] as const;
export type Column = (typeof COLUMNS)[number];

/** A row of the table: an op, or all ops that have something in common. */
export interface CostRow {
  readonly name: string;
  /** What it is in the graph, for the way there. */
  readonly node: string | undefined;
  readonly count: number;
  /** Microseconds; undefined if none of its ops was timed. */
  readonly self: number | undefined;
  /** With all below it: differs from `self` for scopes only. */
  readonly inclusive: number | undefined;
  readonly calls: number;
  readonly bytes: number;
  /** Of the time of all ops: of `inclusive` for scopes, else of `self`. */
  readonly share: number;
}

/** The rows of the table, grouped. */
export function groupRows(costs: readonly OpCost[], grouping: Grouping): CostRow[] {
  const all = sum(costs.map(({ selfTime }) => selfTime)) ?? 0;
  if (grouping === "none") return costs.map((cost) => rowOf(cost.name, cost.name, [cost], all));
  if (grouping === "scope") return scopeRows(costs, all);
  const keyOf = (cost: OpCost): string =>
    grouping === "op" ? cost.op || "unknown op" : (cost.place ?? "not from the model");
  return [...groupBy(costs, keyOf)].map(([name, members]) => rowOf(name, undefined, members, all));
}

/** Sorted by a column; numbers from the largest, names from the first. */
export function sortRows(rows: readonly CostRow[], column: Column, isReversed: boolean): CostRow[] {
  const sign = isReversed ? -1 : 1;
  return rows.toSorted((a, b) => {
    if (column === "name") return sign * a.name.localeCompare(b.name, "en", { numeric: true });
    return sign * ((b[column] ?? -1) - (a[column] ?? -1));
  });
}

function groupBy(costs: readonly OpCost[], keyOf: (cost: OpCost) => string): Map<string, OpCost[]> {
  const groups = new Map<string, OpCost[]>();
  for (const cost of costs) {
    const key = keyOf(cost);
    const members = groups.get(key);
    if (members) members.push(cost);
    else groups.set(key, [cost]);
  }
  return groups;
}

/** Each scope with its own ops, and with all below it. */
function scopeRows(costs: readonly OpCost[], all: number): CostRow[] {
  const own = groupBy(costs, ({ scope }) => scope);
  const below = new Map<string, OpCost[]>();
  for (const cost of costs) {
    for (const scope of scopesOf(cost.scope)) {
      const members = below.get(scope);
      if (members) members.push(cost);
      else below.set(scope, [cost]);
    }
  }
  return [...below].map(([scope, members]) => {
    const row = rowOf(scope || "(top)", scope || undefined, members, all);
    const self = sum((own.get(scope) ?? []).map(({ selfTime }) => selfTime));
    return { ...row, self, inclusive: row.self };
  });
}

/** A scope and all around it. */
function scopesOf(scope: string): string[] {
  const parts = scope.split("/").slice(0, 64);
  return parts.map((_, i) => parts.slice(0, i + 1).join("/"));
}

function rowOf(
  name: string,
  node: string | undefined,
  members: readonly OpCost[],
  all: number,
): CostRow {
  const self = sum(members.map(({ selfTime }) => selfTime));
  return {
    name,
    node,
    count: members.length,
    self,
    inclusive: self,
    calls: members.reduce((total, { calls }) => total + calls, 0),
    bytes: members.reduce((total, { bytes }) => total + bytes, 0),
    share: all > 0 ? (self ?? 0) / all : 0,
  };
}

/** The sum of what is known; undefined if nothing is. */
function sum(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? known.reduce((total, value) => total + value, 0) : undefined;
}
