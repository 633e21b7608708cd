import type { Graph } from "../graph/graph.ts";
import { type Layout, layOut, type Point } from "./layout.ts";
import { pictureOf, type VertexKind } from "./picture.ts";

/** Colours of a page; literal in the rules, since not every renderer knows CSS variables. */
interface Palette {
  readonly page: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly scope: string;
  readonly rim: string;
  readonly kinds: { readonly [K in VertexKind]: string };
}

const LIGHT: Palette = {
  page: "#ffffff",
  ink: "#1d2430",
  muted: "#5f6b7a",
  line: "#98a2b0",
  scope: "#5a6e8c",
  rim: "#c3cad4",
  kinds: {
    parameter: "#dce9ff",
    noise: "#ecdffc",
    state: "#d2f1ea",
    value: "#f6f7f9",
    choice: "#fdecce",
    summary: "#def4da",
  },
};

const DARK: Palette = {
  page: "#12161c",
  ink: "#e7ecf3",
  muted: "#9aa7b8",
  line: "#6d7989",
  scope: "#96afd7",
  rim: "#3a4452",
  kinds: {
    parameter: "#1f3a63",
    noise: "#45306a",
    state: "#17493f",
    value: "#262d37",
    choice: "#5a431a",
    summary: "#27502a",
  },
};

const FONT = `12px ui-sans-serif, system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif`;

function colours({ page, ink, muted, line, scope, rim, kinds }: Palette): string {
  return [
    `.page { fill: ${page}; }`,
    `.scope rect { fill: ${scope}; stroke: ${rim}; }`,
    `.scope text { fill: ${muted}; }`,
    `.node rect { stroke: ${line}; }`,
    `.node text { fill: ${ink}; }`,
    `.edge { stroke: ${line}; }`,
    `#arrow path { fill: ${line}; }`,
    ...Object.entries(kinds).map(([kind, fill]) => `.${kind} rect { fill: ${fill}; }`),
  ].join("\n");
}

const STYLE = `
text { font: ${FONT}; }
.scope rect { fill-opacity: 0.06; }
.scope text { font-size: 11px; }
.node text { text-anchor: middle; }
.node.scalar rect { stroke-dasharray: 3 2; }
.edge { fill: none; marker-end: url(#arrow); }
${colours(LIGHT)}
@media (prefers-color-scheme: dark) {
${colours(DARK)}
}
`;

/**
 * A graph as one self-contained SVG picture: scopes as nested boxes, values that are the same for all
 * paths dashed, colours for light and dark pages.
 */
export async function toSvg(graph: Graph): Promise<string> {
  return drawSvg(graph.name, await layOut(pictureOf(graph)));
}

function drawSvg(name: string, { width, height, scopes, vertices, edges }: Layout): string {
  const size = `${round(width)} ${round(height)}`;
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size}" width="${round(width)}" height="${round(height)}" role="img">`,
    `<title>${escaped(name)}</title>`,
    `<style>${STYLE}</style>`,
    `<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0.8 8 4 0 7.2Z"/></marker></defs>`,
    `<rect class="page" width="100%" height="100%"/>`,
    ...scopes.map(
      ({ label, ...box }) =>
        `<g class="scope"><rect ${rectangle(box)} rx="9"/><text x="${round(box.x - box.width / 2 + 8)}" y="${round(box.y - box.height / 2 + 14)}">${escaped(label)}</text></g>`,
    ),
    ...edges.map((points) => `<path class="edge" d="${curve(points)}"/>`),
    ...vertices.map(({ vertex, ...box }) => {
      const classes = ["node", vertex.kind, ...(vertex.perPath ? [] : ["scalar"])].join(" ");
      const text = `<text x="${round(box.x)}" y="${round(box.y)}" dy="0.35em">${escaped(vertex.label)}</text>`;
      return `<g class="${classes}"><title>${escaped(vertex.title)}</title><rect ${rectangle(box)} rx="7"/>${text}</g>`;
    }),
    "</svg>",
  ];
  return `${lines.join("\n")}\n`;
}

function rectangle({
  x,
  y,
  width,
  height,
}: {
  x: number;
  y: number;
  width: number;
  height: number;
}): string {
  return `x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${round(height)}"`;
}

/** A smooth line through the bends: quadratic curves between the middles of the segments. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) return "";
  const bends = rest.slice(0, -1).map((bend, i) => {
    const next = rest[i + 1] ?? last;
    const end =
      i === rest.length - 2 ? last : { x: (bend.x + next.x) / 2, y: (bend.y + next.y) / 2 };
    return `Q${show(bend)} ${show(end)}`;
  });
  return `M${show(first)}${bends.length > 0 ? bends.join("") : `L${show(last)}`}`;
}

const show = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
