import type { OpGraph } from "./op-graph.ts";

/** Ops under one name, as their names say it, or a run of equal ones. */
export interface Scope {
  /** Full name. A series' name ends in its range, such as `layer_[1…12]`. */
  readonly name: string;
  /** The name's last part. */
  readonly label: string;
  readonly kind: "scope" | "series";
  readonly parent: Scope | undefined;
  readonly scopes: Scope[];
  /** Indices of the ops directly in it. */
  readonly ops: number[];
  /** How many ops there are in it and in all below. */
  size: number;
  readonly depth: number;
}

/** Ops with the same op and a numeric suffix are folded from this many on. */
const SERIES_SIZE = 5;
/** Names with more parts than this are cut there: nobody opens them all, and recursion has its limits. */
export const MAX_DEPTH = 64;

/** A graph's ops in the scopes that their names make, series folded. */
export interface ScopeTree {
  readonly root: Scope;
  readonly byName: ReadonlyMap<string, Scope>;
  /** The scope that each op is directly in. */
  readonly scopeOf: readonly Scope[];
}

/** Puts a graph's ops into scopes. An op that has the name of a scope stands in it, as its own. */
export function scopeTree({ ops }: OpGraph, fold = true): ScopeTree {
  const root = newScope("", "", "scope", undefined);
  const byName = new Map<string, Scope>([["", root]]);
  const scopeNames = scopesNamed(ops.map(({ name }) => name));
  const scopeOf: Scope[] = [];
  ops.forEach(({ name }, i) => {
    const scope = ensureScope(byName, root, scopeNames.has(name) ? name : parentName(name));
    scope.ops.push(i);
    scopeOf[i] = scope;
  });
  if (fold) for (const scope of [...byName.values()]) foldSeries(scope, ops, byName, scopeOf);
  count(root);
  return { root, byName, scopeOf };
}

/** The scopes from the outermost (not the root) to the one given. */
export function ancestry(scope: Scope | undefined): Scope[] {
  const line: Scope[] = [];
  for (let at = scope; at?.parent; at = at.parent) line.unshift(at);
  return line;
}

/** Indices of all ops in a scope and below. */
export function* opsBelow(scope: Scope): Generator<number> {
  const pending = [scope];
  for (let one = pending.pop(); one; one = pending.pop()) {
    yield* one.ops;
    pending.push(...one.scopes);
  }
}

function newScope(
  name: string,
  label: string,
  kind: Scope["kind"],
  parent: Scope | undefined,
): Scope {
  return {
    name,
    label,
    kind,
    parent,
    scopes: [],
    ops: [],
    size: 0,
    depth: parent ? parent.depth + 1 : 0,
  };
}

/** All names that stand before a slash in others. */
function scopesNamed(names: readonly string[]): Set<string> {
  const scopes = new Set<string>();
  for (const name of names) {
    for (let end = parentName(name); end !== "" && !scopes.has(end); end = parentName(end)) {
      scopes.add(end);
    }
  }
  return scopes;
}

/** The name before the last slash, cut to the depth that is drawn. */
function parentName(name: string): string {
  const slash = name.lastIndexOf("/");
  if (slash < 0) return "";
  const parent = name.slice(0, slash);
  const parts = parent.split("/");
  return parts.length > MAX_DEPTH ? parts.slice(0, MAX_DEPTH).join("/") : parent;
}

function ensureScope(byName: Map<string, Scope>, root: Scope, name: string): Scope {
  const known = byName.get(name);
  if (known) return known;
  let parent = root;
  let path = "";
  for (const part of name.split("/")) {
    path = path === "" ? part : `${path}/${part}`;
    let scope = byName.get(path);
    if (!scope) {
      scope = newScope(path, part, "scope", parent);
      parent.scopes.push(scope);
      byName.set(path, scope);
    }
    parent = scope;
  }
  return parent;
}

const SUFFIX = /^(.*?)_?(\d+)$/;

/** Folds ops of one kind whose names differ only in their number. */
function foldSeries(
  scope: Scope,
  ops: OpGraph["ops"],
  byName: Map<string, Scope>,
  scopeOf: Scope[],
): void {
  const families = new Map<string, number[]>();
  for (const i of scope.ops) {
    const op = ops[i];
    const stem = op && stemOf(op.name);
    if (!op || stem === undefined) continue;
    const key = `${op.op} ${stem}`;
    families.set(key, [...(families.get(key) ?? []), i]);
  }
  for (const [key, members] of families) {
    if (members.length < SERIES_SIZE) continue;
    const stem = key.slice(key.indexOf(" ") + 1);
    const prefix = scope.name === "" ? "" : `${scope.name}/`;
    const label = `${stem.slice(prefix.length)}[${members.length}]`;
    const series = newScope(prefix + label, label, "series", scope);
    if (byName.has(series.name)) continue;
    byName.set(series.name, series);
    scope.scopes.push(series);
    const inSeries = new Set(members);
    scope.ops.splice(0, scope.ops.length, ...scope.ops.filter((i) => !inSeries.has(i)));
    for (const i of members) {
      series.ops.push(i);
      scopeOf[i] = series;
    }
  }
}

/** A name without its number; the first of a family often has none. */
function stemOf(name: string): string {
  const slash = name.lastIndexOf("/");
  const last = name.slice(slash + 1);
  const [, stem = last] = SUFFIX.exec(last) ?? [];
  return name.slice(0, slash + 1) + stem;
}

function count(scope: Scope): number {
  scope.size = scope.ops.length + scope.scopes.reduce((sum, one) => sum + count(one), 0);
  return scope.size;
}
