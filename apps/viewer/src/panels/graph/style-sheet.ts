import type { EdgeSingular, NodeSingular, StylesheetJson } from "cytoscape";
import type { Rgb } from "../../charts/painter.ts";
import type { Theme } from "../../charts/theme.ts";

/** Of the bar along a scope's lower rim. */
export const BAR_HEIGHT = 4;

/** How cytoscape draws items and edges, in the colours of the page. */
export function styleSheet(theme: Theme): StylesheetJson {
  const ink = theme.colour("var(--ink)");
  const faint = theme.colour("var(--faint)");
  const rule = theme.colour("var(--rule)");
  const focus = theme.colour("var(--focus)");
  const ground = theme.colour("var(--ground)");
  return [
    {
      selector: "node",
      style: {
        shape: "round-rectangle",
        width: "data(width)",
        height: "data(height)",
        "background-color": "data(fill)",
        "border-width": 1,
        "border-color": faint,
        label: "data(label)",
        color: ink,
        "font-family": theme.font,
        "font-size": 12,
        "text-wrap": "wrap",
        "text-valign": "center",
        "text-halign": "center",
        "min-zoomed-font-size": 5,
        "z-index-compare": "manual",
        "z-index": 500,
        "overlay-opacity": 0,
      },
    },
    { selector: "node[kind = 'op']", style: { shape: "ellipse", "border-color": rule } },
    { selector: "node[kind = 'series']", style: { "border-style": "double", "border-width": 4 } },
    {
      selector: "node[?open]",
      style: {
        shape: "round-rectangle",
        "border-color": rule,
        "border-style": "solid",
        "border-width": 1,
        "text-valign": "top",
        "text-margin-y": 20,
        "font-weight": "bold",
        "z-index": (node: NodeSingular): number => Number(node.data("depth")),
      },
    },
    {
      selector: "node[?bar]",
      style: {
        "background-image": plain(theme.rgb("var(--c-vermilion)")),
        "background-fit": "none",
        "background-width": "data(bar)",
        "background-height": BAR_HEIGHT,
        "background-position-x": 0,
        "background-position-y": "100%",
      },
    },
    { selector: "node[?unknown]", style: { opacity: 0.45 } },
    { selector: "node[fate = 'removed']", style: { opacity: 0.55, "border-style": "dashed" } },
    {
      selector: "edge",
      style: {
        width: "data(weight)",
        "line-color": faint,
        "line-opacity": 0.55,
        "curve-style": "straight",
        "target-arrow-shape": "triangle",
        "target-arrow-color": faint,
        "arrow-scale": 0.7,
        "z-index-compare": "manual",
        "z-index": 300,
        "overlay-opacity": 0,
        events: "yes",
      },
    },
    {
      selector: "edge[?bends]",
      style: {
        "curve-style": "round-segments",
        "edge-distances": "node-position",
        "segment-weights": (edge: EdgeSingular): number[] => edge.data("bends").weights,
        "segment-distances": (edge: EdgeSingular): number[] => edge.data("bends").distances,
        "segment-radii": [24],
      },
    },
    { selector: "edge[kind = 'control']", style: { "line-style": "dashed", width: 1 } },
    {
      selector: "edge[kind = 'reference']",
      style: { "line-color": theme.colour("var(--c-orange)") },
    },
    {
      selector: "edge.around, edge.near",
      style: {
        label: "data(label)",
        "font-size": 11,
        color: ink,
        "text-background-color": ground,
        "text-background-opacity": 0.85,
        "line-color": focus,
        "target-arrow-color": focus,
        "line-opacity": 1,
        // Below the nodes, whose place at its ends it would take from the pointer.
        "z-index": 400,
      },
    },
    { selector: ".dim", style: { opacity: 0.25 } },
    {
      selector: "node.critical",
      style: { "border-width": 3, "border-color": theme.colour("var(--c-vermilion)") },
    },
    {
      selector: "node.traced",
      style: { "border-width": 3, "border-color": theme.colour("var(--c-green)") },
    },
    {
      selector: "edge.traced",
      style: {
        "line-color": theme.colour("var(--c-green)"),
        "target-arrow-color": theme.colour("var(--c-green)"),
        "line-opacity": 1,
      },
    },
    {
      selector: "node.linked",
      style: { "border-width": 3, "border-color": theme.colour("var(--c-purple)") },
    },
    { selector: "node.selected", style: { "border-width": 3, "border-color": focus } },
  ];
}

/** An image of one colour, which cytoscape stretches as it needs it. */
function plain([red, green, blue]: Rgb): string {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d");
  if (context) {
    context.fillStyle = `rgb(${red}, ${green}, ${blue})`;
    context.fillRect(0, 0, 1, 1);
  }
  return canvas.toDataURL();
}
