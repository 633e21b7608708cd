/**
 * @typedef {object} Line a species over time
 * @property {string} name
 * @property {string} colour
 * @property {number[]} mean drawn if it is not empty
 * @property {[low: number[], high: number[]][]} bands between quantiles, widest first
 * @property {number[][]} shares for each time the share of all paths in each of the equal rows from 0 to `high`, or empty
 * @property {number[][]} paths single ones
 */

/**
 * @typedef {object} Panel
 * @property {string} title
 * @property {string} subtitle
 * @property {string} axis the label of the time axis
 * @property {number[]} times
 * @property {number} high the end of the value axis
 * @property {Line[]} lines
 */

const WIDTH = 470;
const HEIGHT = 300;
const LEFT = 44;
const RIGHT = 16;
const TOP = 58;
const BOTTOM = 40;

/** The size of a panel in pixels. */
export const PANEL = { width: WIDTH, height: HEIGHT };

/**
 * A panel as SVG, at the origin.
 *
 * @param {Panel} panel
 */
export function drawPanel({ title, subtitle, axis, times, high, lines }) {
  const x = scale([times[0] ?? 0, times.at(-1) ?? 1], [LEFT, WIDTH - RIGHT]);
  const y = scale([0, high], [HEIGHT - BOTTOM, TOP]);
  return [
    `<text x="${LEFT}" y="22" class="title">${title}</text>`,
    `<text x="${LEFT}" y="40" class="label">${subtitle}</text>`,
    ...ticks(times[0] ?? 0, times.at(-1) ?? 1).map((t) => timeTick(x(t), t)),
    ...ticks(0, high).map((value) => valueTick(y(value), value)),
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" class="label middle">${axis}</text>`,
    ...lines.flatMap(({ shares, colour }) => drawShares(shares, colour, times.map(x))),
    ...lines.flatMap((line) => drawLine(line, times.map(x), y)),
    ...legend(lines),
  ].join("\n");
}

/**
 * Where the paths are: a cell for every second time and each row, the darker the more paths are in it.
 *
 * @param {number[][]} shares
 * @param {string} colour
 * @param {number[]} xs
 */
function drawShares(shares, colour, xs) {
  const row = (HEIGHT - BOTTOM - TOP) / (shares[0]?.length ?? 1);
  return shares.flatMap((column, k) => {
    const left = xs[k - 1];
    const right = xs[k + 1];
    if (k % 2 === 0 || left === undefined || right === undefined) return [];
    const cells = column.map((share, r) => {
      if (share < 0.001) return "";
      const top = HEIGHT - BOTTOM - (r + 1) * row;
      // By its square root, so that the few paths between the states show.
      const opacity = Math.min(0.9, Math.sqrt(share) * 1.4).toFixed(2);
      return `<path d="M${pixel(left)},${pixel(top)}H${pixel(right)}V${pixel(top + row)}H${pixel(left)}z" opacity="${opacity}"/>`;
    });
    return [`<g fill="${colour}">${cells.join("")}</g>`];
  });
}

/**
 * @param {Line} line
 * @param {number[]} xs
 * @param {(value: number) => number} y
 */
function drawLine({ colour, mean, bands, paths }, xs, y) {
  const points = (/** @type {number[]} */ values) =>
    values.map((value, i) => `${pixel(xs[i] ?? 0)},${pixel(y(value))}`);
  return [
    ...bands.map(([low, high]) => {
      const outline = [...points(high), ...points(low).reverse()].join(" ");
      return `<polygon points="${outline}" fill="${colour}" opacity="0.14"/>`;
    }),
    ...paths.map(
      (path) =>
        `<polyline points="${points(path).join(" ")}" stroke="${colour}" class="path" fill="none"/>`,
    ),
    ...(mean.length === 0
      ? []
      : [
          `<polyline points="${points(mean).join(" ")}" stroke="${colour}" class="mean" fill="none"/>`,
        ]),
  ];
}

/** @param {Line[]} lines */
function legend(lines) {
  return lines.map(({ name, colour }, i) => {
    const x = WIDTH - RIGHT - 44 * (lines.length - i);
    return `<g><rect x="${x}" y="12" width="12" height="12" rx="2" fill="${colour}"/><text x="${x + 17}" y="22" class="label">${name}</text></g>`;
  });
}

/**
 * @param {number} x
 * @param {number} t
 */
function timeTick(x, t) {
  const at = pixel(x);
  const base = HEIGHT - BOTTOM;
  return `<path d="M${at},${base}v4" class="axis"/><text x="${at}" y="${base + 16}" class="label middle">${t}</text>`;
}

/**
 * @param {number} y
 * @param {number} value
 */
function valueTick(y, value) {
  const at = pixel(y);
  return `<path d="M${LEFT},${at}H${WIDTH - RIGHT}" class="grid"/><text x="${LEFT - 6}" y="${pixel(y + 4)}" class="label end">${value}</text>`;
}

/**
 * Four to eight round numbers from `low` to `high`.
 *
 * @param {number} low
 * @param {number} high
 */
function ticks(low, high) {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((one) => one >= rough) ?? rough;
  const count = Math.floor((high - low) / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => Number((low + i * step).toPrecision(6)));
}

/**
 * @param {[number, number]} domain
 * @param {[number, number]} range
 */
function scale([d0, d1], [r0, r1]) {
  return (/** @type {number} */ value) => r0 + ((value - d0) / (d1 - d0)) * (r1 - r0);
}

/** @param {number} value */
function pixel(value) {
  return Number(value.toFixed(1));
}
