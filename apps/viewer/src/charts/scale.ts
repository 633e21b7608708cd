/** How values lie on an axis. */
export type ScaleKind = "linear" | "log";

/** A range of values; low < high. */
export type Domain = readonly [low: number, high: number];

/** A map from values to pixels and back. */
export interface Scale {
  readonly kind: ScaleKind;
  readonly domain: Domain;
  /** Pixels of the domain's ends; the first may be the greater one. */
  readonly range: readonly [number, number];
  map(value: number): number;
  invert(pixel: number): number;
}

/** The scale that maps a domain to pixels; on a logarithmic one, values that aren't positive lie far below. */
export function scaleOf(kind: ScaleKind, domain: Domain, range: readonly [number, number]): Scale {
  const [low, high] = domain.map(TRANSFORMS[kind].forward) as [number, number];
  const [from, to] = range;
  const factor = (to - from) / (high - low || 1);
  const { forward, back } = TRANSFORMS[kind];
  return {
    kind,
    domain,
    range,
    map: (value) => from + (forward(value) - low) * factor,
    invert: (pixel) => back(low + (pixel - from) / factor),
  };
}

/** How a kind of scale straightens values, and back. */
export const TRANSFORMS: Readonly<
  Record<ScaleKind, { forward(value: number): number; back(position: number): number }>
> = {
  linear: { forward: (value) => value, back: (position) => position },
  log: {
    forward: (value) => Math.log(Number.isNaN(value) ? value : Math.max(value, Number.MIN_VALUE)),
    back: Math.exp,
  },
};

/** A domain of positive width that a scale of this kind can show; `extent` itself if it is one. */
export function shownDomain(kind: ScaleKind, extent: Domain): Domain {
  const [low, high] = extent;
  if (!Number.isFinite(low) || !Number.isFinite(high)) return kind === "log" ? [0.1, 1] : [0, 1];
  if (kind === "log") {
    if (high <= 0) return [0.1, 1];
    const least = low > 0 ? low : high * 1e-4;
    return least < high ? [least, high] : [high / 2, high * 2];
  }
  if (low < high) return extent;
  const margin = Math.abs(low) * 0.1 || 0.5;
  return [low - margin, low + margin];
}

/** A domain a little wider than the extent, so that lines don't run along the frame; zero stays the edge. */
export function padded(kind: ScaleKind, extent: Domain, share = 0.04): Domain {
  const [low, high] = shownDomain(kind, extent);
  const { forward, back } = TRANSFORMS[kind];
  const margin = (forward(high) - forward(low)) * share;
  const padLow = kind === "linear" && low === 0 ? 0 : back(forward(low) - margin);
  const padHigh = kind === "linear" && high === 0 ? 0 : back(forward(high) + margin);
  return [padLow, padHigh];
}

/** The least domain that holds all of the finite values. */
export function extentOf(...lists: readonly ArrayLike<number>[]): Domain {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const values of lists) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? Number.NaN;
      if (value < low && value !== Number.NEGATIVE_INFINITY) low = value;
      if (value > high && value !== Number.POSITIVE_INFINITY) high = value;
    }
  }
  return [low, high];
}

/** Zero included, for a quantity that has one nearby: when it would take less than the data's own range again. */
export function withZero([low, high]: Domain): Domain {
  if (low > 0 && low <= high - low) return [0, high];
  if (high < 0 && -high <= high - low) return [low, 0];
  return [low, high];
}
