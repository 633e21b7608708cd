import type { Graph } from "../graph/graph.ts";
import { pictureOf, type VertexKind } from "./picture.ts";
import { type ScopeTree, scopeTree } from "./scope-tree.ts";

const COLOURS: { readonly [K in VertexKind]: string } = {
  parameter: "#dbe9ff",
  noise: "#eadcfb",
  state: "#d3f0ea",
  value: "#f4f5f7",
  choice: "#fdeccf",
  summary: "#dcf3d8",
};

/** A graph in Graphviz's language, a cluster for each scope. */
export function toDot(graph: Graph): string {
  const picture = pictureOf(graph);
  const lines = [
    `digraph ${quoted(graph.name)} {`,
    `  graph [fontname="Helvetica", fontsize=11, style="rounded", color="#b6bcc6", fontcolor="#5a6270"];`,
    `  node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=11, color="#8a93a1", height=0.3, width=0.3, margin="0.09,0.04"];`,
    `  edge [color="#8a93a1", arrowsize=0.6];`,
    ...clusterLines(scopeTree(picture), "  "),
    ...picture.edges.map(({ from, to }) => `  ${from} -> ${to};`),
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

function clusterLines({ vertices, children }: ScopeTree, indent: string): string[] {
  const boxes = vertices.map(
    ({ id, label, title, kind }) =>
      `${indent}${id} [label=${quoted(label)}, tooltip=${quoted(title)}, fillcolor="${COLOURS[kind]}"];`,
  );
  const clusters = children.flatMap((child) => [
    `${indent}subgraph ${quoted(`cluster_${child.scope}`)} {`,
    `${indent}  label=${quoted(child.label)};`,
    ...clusterLines(child, `${indent}  `),
    `${indent}}`,
  ]);
  return [...boxes, ...clusters];
}

/** A quoted string of the DOT language. */
function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}
