import { compilePattern, type Pattern, plainPattern } from "../reading/pattern.ts";
import type { LoadedGraph } from "./loaded-graph.ts";

/** What a search found. */
export interface SearchResult {
  /** Names of scopes, then of ops; the first of them only. */
  readonly names: readonly string[];
  readonly total: number;
  /** Why the pattern isn't one, if it isn't. */
  readonly problem?: string;
}

const MOST_FOUND = 200;

/** Scopes and ops whose names, or whose op, match: text without regard to case, or a pattern between slashes. */
export function searchGraph({ graph, tree }: LoadedGraph, query: string): SearchResult {
  const pattern = patternOf(query);
  if (typeof pattern === "string") return { names: [], total: 0, problem: pattern };
  const names: string[] = [];
  let total = 0;
  const take = (name: string, ...texts: string[]): void => {
    if (!texts.some((text) => pattern.isIn(text))) return;
    total += 1;
    if (names.length < MOST_FOUND) names.push(name);
  };
  for (const { name, parent } of tree.byName.values()) if (parent) take(name, name);
  for (const { name, op } of graph.ops) take(name, name, op);
  return { names, total };
}

function patternOf(query: string): Pattern | string {
  const [, source] = /^\/(.+)$/.exec(query) ?? [];
  return source === undefined ? plainPattern(query) : compilePattern(source.replace(/\/$/, ""));
}
