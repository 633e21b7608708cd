import { html, svg } from "./element.ts";
import { type Scale, tickLabel, ticks } from "./scale.ts";

/** The size of a chart, in pixels of its own view box. */
const SIZE = { width: 560, height: 260, left: 56, right: 12, top: 10, bottom: 40 } as const;

/** Where the data go: pixels from left to right, and from bottom to top. */
export const PLOT = {
  x: [SIZE.left, SIZE.width - SIZE.right],
  y: [SIZE.height - SIZE.bottom, SIZE.top],
} as const;

/** What a chart is of. */
export interface Axes {
  readonly x: Scale;
  readonly y: Scale;
  readonly xTitle: string;
  readonly yTitle: string;
}

/** A figure with axes around its marks, and a title that says what it shows. */
export function chart(
  title: string,
  axes: Axes,
  marks: readonly SVGElement[],
  legend: readonly HTMLElement[] = [],
): HTMLElement {
  const picture = svg(
    "svg",
    { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, role: "img", "aria-label": title },
    ...horizontalAxis(axes),
    ...verticalAxis(axes),
    ...marks,
  );
  return html("figure", {}, html("figcaption", {}, title, ...legend), picture);
}

/** A key of the legend: a swatch of the mark's class, and its name. */
export function legendKey(kind: string, name: string): HTMLElement {
  return html("span", { class: "key" }, html("span", { class: `swatch ${kind}` }), name);
}

/** A line through points; gaps where a value is null. */
export function line(
  kind: string,
  xs: readonly number[],
  ys: readonly (number | null)[],
  { x, y }: Axes,
): SVGElement {
  let path = "";
  let drawing = false;
  ys.forEach((value, i) => {
    const at = xs[i];
    if (value === null || at === undefined) {
      drawing = false;
      return;
    }
    path += `${drawing ? "L" : "M"}${x(at).toFixed(1)},${y(value).toFixed(1)}`;
    drawing = true;
  });
  return svg("path", { class: kind, d: path });
}

/** The area between two lines. */
export function area(
  kind: string,
  xs: readonly number[],
  lows: readonly (number | null)[],
  highs: readonly (number | null)[],
  { x, y }: Axes,
): SVGElement {
  const known = xs.flatMap((at, i) => {
    const [low, high] = [lows[i], highs[i]];
    return typeof low === "number" && typeof high === "number" ? [{ at, low, high }] : [];
  });
  const upper = known.map(({ at, high }) => `${x(at).toFixed(1)},${y(high).toFixed(1)}`);
  const lower = known.map(({ at, low }) => `${x(at).toFixed(1)},${y(low).toFixed(1)}`).reverse();
  return svg("polygon", { class: kind, points: [...upper, ...lower].join(" ") });
}

function horizontalAxis({ x, xTitle }: Axes): SVGElement[] {
  const [bottom] = PLOT.y;
  const marks = ticks(x.domain, 6).map((value) =>
    svg("text", { x: x(value), y: bottom + 16, class: "tick middle" }, tickLabel(value)),
  );
  const [from, to] = PLOT.x;
  return [
    svg("line", { class: "axis", x1: from, x2: to, y1: bottom, y2: bottom }),
    ...marks,
    svg("text", { x: (from + to) / 2, y: SIZE.height - 6, class: "title middle" }, xTitle),
  ];
}

function verticalAxis({ y, yTitle }: Axes): SVGElement[] {
  const [from, to] = PLOT.x;
  const marks = ticks(y.domain, 4).flatMap((value) => [
    svg("line", { class: "grid", x1: from, x2: to, y1: y(value), y2: y(value) }),
    svg("text", { x: from - 6, y: y(value) + 4, class: "tick end" }, tickLabel(value)),
  ]);
  const middle = (PLOT.y[0] + PLOT.y[1]) / 2;
  const title = { x: 12, y: middle, class: "title middle", transform: `rotate(-90 12 ${middle})` };
  return [...marks, svg("text", title, yTitle)];
}
