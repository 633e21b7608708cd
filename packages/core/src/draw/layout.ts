import type { Picture, Vertex } from "./picture.ts";
import { type ScopeTree, scopeTree } from "./scope-tree.ts";

/** A rectangle by its centre. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A picture with a place for everything. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly vertices: readonly (Box & { readonly vertex: Vertex })[];
  /** Outer scopes before inner ones. */
  readonly scopes: readonly (Box & { readonly label: string; readonly depth: number })[];
  readonly edges: readonly (readonly Point[])[];
}

const NODE_HEIGHT = 26;
/** Average width of a character at the picture's font size. */
const CHARACTER = 7.2;
/** Room within a scope's box, and for its name. */
const PADDING = 7;
const TITLE_HEIGHT = 12;

/** The width of a vertex that holds its label. */
function widthOf(label: string): number {
  return Math.max(30, Math.round([...label].length * CHARACTER + 18));
}

/**
 * Lays a picture out from top to bottom, scopes as nested boxes, by dagre's layered layout.
 *
 * Loads dagre when first called.
 */
export async function layOut(picture: Picture): Promise<Layout> {
  const { Graph, layout } = await import("@dagrejs/dagre");
  const graph = new Graph({ compound: true, multigraph: false });
  graph.setGraph({ rankdir: "TB", nodesep: 14, ranksep: 34, edgesep: 8, marginx: 16, marginy: 32 });
  graph.setDefaultEdgeLabel(() => ({}));
  const scopes: { tree: ScopeTree; depth: number }[] = [];
  const place = (tree: ScopeTree, depth: number): void => {
    for (const { id, label } of tree.vertices) {
      graph.setNode(id, { width: widthOf(label), height: NODE_HEIGHT });
      if (tree.scope !== "") graph.setParent(id, `scope:${tree.scope}`);
    }
    for (const child of tree.children) {
      graph.setNode(`scope:${child.scope}`, {});
      if (tree.scope !== "") graph.setParent(`scope:${child.scope}`, `scope:${tree.scope}`);
      scopes.push({ tree: child, depth });
      place(child, depth + 1);
    }
  };
  place(scopeTree(picture), 0);
  for (const { from, to } of picture.edges) graph.setEdge(from, to);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  const boxOf = (id: string): Box => {
    const { x = 0, y = 0, width: w = 0, height: h = 0 } = graph.node(id) ?? {};
    return { x, y, width: w, height: h };
  };
  return {
    width,
    height,
    vertices: picture.vertices.map((vertex) => ({ ...boxOf(vertex.id), vertex })),
    scopes: scopes.map(({ tree, depth }) => ({ ...around(tree, boxOf), label: tree.label, depth })),
    edges: picture.edges.map(({ from, to }) => graph.edge(from, to)?.points ?? []),
  };
}

/** The box around all that is in a scope, with room for the scope's name at its top. */
function around(tree: ScopeTree, boxOf: (id: string) => Box): Box {
  const inner = [
    ...tree.vertices.map(({ id }) => boxOf(id)),
    ...tree.children.map((child) => around(child, boxOf)),
  ];
  const left = Math.min(...inner.map(({ x, width }) => x - width / 2)) - PADDING;
  const right = Math.max(...inner.map(({ x, width }) => x + width / 2)) + PADDING;
  const top = Math.min(...inner.map(({ y, height }) => y - height / 2)) - PADDING - TITLE_HEIGHT;
  const bottom = Math.max(...inner.map(({ y, height }) => y + height / 2)) + PADDING;
  const width = Math.max(right - left, widthOf(tree.label) - CHARACTER);
  return { x: left + width / 2, y: (top + bottom) / 2, width, height: bottom - top };
}
