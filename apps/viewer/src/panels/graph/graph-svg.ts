import type { Theme } from "../../charts/theme.ts";
import type { DrawnEdge, DrawnGraph, DrawnItem } from "../../graph/drawn-graph.ts";
import type { Point } from "../../graph/layout.ts";
import type { Colouring } from "./graph-view.ts";
import { fillOf } from "./item-colour.ts";
import { BAR_HEIGHT } from "./style-sheet.ts";

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 16;

/** A drawing as an SVG file; its texts are texts, whatever a log wrote. */
export function graphSvg(drawn: DrawnGraph, colouring: Colouring, theme: Theme): string {
  const svg = element("svg", {
    xmlns: SVG,
    viewBox: `${-MARGIN} ${-MARGIN} ${drawn.width + 2 * MARGIN} ${drawn.height + 2 * MARGIN}`,
    width: drawn.width + 2 * MARGIN,
    height: drawn.height + 2 * MARGIN,
    "font-family": theme.font,
    "font-size": 12,
  });
  svg.append(
    element("rect", {
      x: -MARGIN,
      y: -MARGIN,
      width: drawn.width + 2 * MARGIN,
      height: drawn.height + 2 * MARGIN,
      fill: theme.colour("var(--ground)"),
    }),
  );
  const open = drawn.items.filter(({ isOpen }) => isOpen).sort((a, b) => a.depth - b.depth);
  for (const item of open) svg.append(box(item, drawn, colouring, theme));
  const at = new Map(drawn.items.map((item) => [item.id, item]));
  for (const edge of drawn.edges) {
    const [a, b] = [at.get(edge.from), at.get(edge.to)];
    if (a && b) svg.append(line(a, b, edge, theme));
  }
  for (const item of drawn.items) if (!item.isOpen) svg.append(box(item, drawn, colouring, theme));
  return new XMLSerializer().serializeToString(svg);
}

function box(item: DrawnItem, drawn: DrawnGraph, colouring: Colouring, theme: Theme): Element {
  const group = element("g", {});
  const { colour, strength } = fillOf(item, colouring, drawn);
  const title = element("title", {});
  title.textContent = item.id;
  const text = element("text", {
    x: item.x,
    y: item.isOpen ? item.y - item.height / 2 + 17 : item.y + (item.kind === "op" ? 4 : -2),
    "text-anchor": "middle",
    fill: theme.colour("var(--ink)"),
    ...(item.isOpen && { "font-weight": "bold" }),
  });
  text.textContent = item.label;
  group.append(
    title,
    element("rect", {
      x: item.x - item.width / 2,
      y: item.y - item.height / 2,
      width: item.width,
      height: item.height,
      rx: item.kind === "op" ? item.height / 2 : 6,
      fill: theme.colour(colour),
      "fill-opacity": strength,
      stroke: theme.colour(item.isOpen ? "var(--rule)" : "var(--faint)"),
    }),
    text,
  );
  if (item.kind !== "op" && item.share !== undefined) {
    const bar = element("rect", {
      x: item.x - item.width / 2,
      y: item.y + item.height / 2 - BAR_HEIGHT,
      width: item.width * item.share,
      height: BAR_HEIGHT,
      fill: theme.colour("var(--c-vermilion)"),
    });
    group.append(bar);
  }
  if (item.kind !== "op" && !item.isOpen) {
    const detail = element("text", {
      x: item.x,
      y: item.y + 13,
      "text-anchor": "middle",
      fill: theme.colour("var(--faint)"),
    });
    detail.textContent = item.detail;
    group.append(detail);
  }
  return group;
}

/** From rim to rim, by its bends. */
function line(a: DrawnItem, b: DrawnItem, { kind, bends }: DrawnEdge, theme: Theme): Element {
  const points = [rim(a, bends[0] ?? b), ...bends, rim(b, bends.at(-1) ?? a)];
  return element("path", {
    d: `M${points.map(({ x, y }) => `${x} ${y}`).join(" L")}`,
    fill: "none",
    "stroke-linejoin": "round",
    stroke: theme.colour("var(--faint)"),
    "stroke-opacity": 0.6,
    ...(kind === "control" && { "stroke-dasharray": "4 3" }),
  });
}

function rim(of: DrawnItem, toward: Point): Point {
  const [dx, dy] = [toward.x - of.x, toward.y - of.y];
  const scale = Math.min(
    dx === 0 ? Infinity : of.width / 2 / Math.abs(dx),
    dy === 0 ? Infinity : of.height / 2 / Math.abs(dy),
    1,
  );
  return { x: of.x + dx * scale, y: of.y + dy * scale };
}

function element(tag: string, attributes: Readonly<Record<string, string | number>>): Element {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name !== "xmlns") made.setAttribute(name, String(value));
  }
  return made;
}
