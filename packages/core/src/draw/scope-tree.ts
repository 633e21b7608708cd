import type { Picture, Vertex } from "./picture.ts";

/** A scope with what is directly in it. */
export interface ScopeTree {
  /** Full name; "" for the whole picture. */
  readonly scope: string;
  /** Last part of the name. */
  readonly label: string;
  readonly vertices: Vertex[];
  readonly children: ScopeTree[];
}

/** The scopes of a picture as a tree. */
export function scopeTree({ vertices }: Picture): ScopeTree {
  const root: ScopeTree = { scope: "", label: "", vertices: [], children: [] };
  const trees = new Map([["", root]]);
  const find = (scope: string): ScopeTree => {
    const known = trees.get(scope);
    if (known) return known;
    const cut = scope.lastIndexOf("/");
    const tree: ScopeTree = { scope, label: scope.slice(cut + 1), vertices: [], children: [] };
    find(cut < 0 ? "" : scope.slice(0, cut)).children.push(tree);
    trees.set(scope, tree);
    return tree;
  };
  for (const vertex of vertices) find(vertex.scope).vertices.push(vertex);
  return withoutSingles(root);
}

/** Takes away inner boxes around a single vertex, which says what it is by itself. */
function withoutSingles(tree: ScopeTree): ScopeTree {
  const children = tree.children.map(withoutSingles);
  const isSingle = (child: ScopeTree): boolean =>
    tree.scope !== "" && child.children.length === 0 && child.vertices.length === 1;
  return {
    ...tree,
    vertices: [...tree.vertices, ...children.filter(isSingle).flatMap(({ vertices }) => vertices)],
    children: children.filter((child) => !isSingle(child)),
  };
}
