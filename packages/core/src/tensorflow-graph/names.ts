import type { Graph } from "../graph/graph.ts";
import { nodesOf } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";

/** Gives each op a unique name in its scope; no op is named like a scope, which viewers can't draw. */
export class OpNames {
  readonly #used = new Set<string>();
  readonly #scopes: Set<string>;

  /** @param scopes every scope that ops will be named in. */
  constructor(scopes: Iterable<string>) {
    this.#scopes = new Set([...scopes].map(validScope).flatMap(withParents));
  }

  /** A new name: the same for the same calls in the same order. */
  take(scope: string, base: string): string {
    const path = validScope(scope);
    const first = validScope(path === "" ? validSegment(base) : `${path}/${validSegment(base)}`);
    let name = first;
    for (let k = 1; this.#used.has(name) || this.#scopes.has(name); k++) name = `${first}_${k}`;
    this.#used.add(name);
    return name;
  }
}

/** All scopes of a graph's nodes, bodies included. */
export function scopesOf(graph: Graph): Set<string> {
  const scopes = new Set<string>();
  for (const node of nodesOf(graph)) {
    scopes.add(node.scope);
    if (node.op === "scan") for (const scope of scopesOf(node.attributes.body)) scopes.add(scope);
  }
  return scopes;
}

/** The last part of a node's name: a leaf's own name, else its op. */
export function baseName(node: Node): string {
  if (node.op === "parameter" || node.op === "argument" || node.op === "variable")
    return node.attributes.name;
  return node.op;
}

function withParents(scope: string): string[] {
  const segments = scope.split("/");
  return segments.map((_, i) => segments.slice(0, i + 1).join("/"));
}

/** Scopes of segments that are valid as they are: nearly all. */
const VALID_SCOPE =
  /^[A-Za-z0-9.](?:[A-Za-z0-9_.-]*[A-Za-z0-9.-])?(?:\/[A-Za-z0-9.](?:[A-Za-z0-9_.-]*[A-Za-z0-9.-])?)*$/;

function validScope(scope: string): string {
  return VALID_SCOPE.test(scope) ? scope : scope.split("/").map(validSegment).join("/");
}

/** Only characters that TensorFlow takes in a name, and a first one that may begin it. */
function validSegment(segment: string): string {
  const valid = segment
    .replace(/[^A-Za-z0-9_.-]+/g, "_")
    .replace(/^[_-]+(?=.)/, "")
    .replace(/(?<=.)_+$/, "");
  return /^[A-Za-z0-9.]/.test(valid) || segment === "" ? valid : `x${valid}`;
}
