import { type Signal, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { View } from "../state/view.ts";
import type { Axis, Chart } from "./chart.ts";
import type { Zoom } from "./chart-layout.ts";
import { type Domain, TRANSFORMS } from "./scale.ts";

/** How far a reader may zoom out beyond all there is, and into it. */
const MOST_OUT = 4;
const MOST_IN = 1e-6;

/** A domain magnified by `factor` about a value, which stays where it is. */
export function magnified(axis: Axis, shown: Domain, about: number, factor: number): Domain {
  const { forward, back } = TRANSFORMS[axis.kind];
  const [low, high] = [forward(shown[0]), forward(shown[1])];
  const whole = forward(axis.domain[1]) - forward(axis.domain[0]);
  const width = Math.min(Math.max((high - low) / factor, whole * MOST_IN), whole * MOST_OUT);
  const share = (forward(about) - low) / (high - low);
  const from = forward(about) - share * width;
  return [back(from), back(from + width)];
}

/** A domain moved by a share of its width. */
export function moved(axis: Axis, shown: Domain, share: number): Domain {
  const { forward, back } = TRANSFORMS[axis.kind];
  const [low, high] = [forward(shown[0]), forward(shown[1])];
  const by = (high - low) * share;
  return [back(low + by), back(high + by)];
}

/** The domains that a chart shows under a zoom. */
export function shownDomains(chart: Pick<Chart, "x" | "y">, zoom: Zoom): { x: Domain; y: Domain } {
  return { x: zoom.x ?? chart.x.domain, y: zoom.y ?? chart.y.domain };
}

/** The zoom that the address keeps under `<key>.x` and `<key>.y`, as "low,high". */
export function zoomOf(view: View, key: string): Zoom {
  return { x: domainFrom(view.get(`${key}.x`)), y: domainFrom(view.get(`${key}.y`)) };
}

/** Keeps a zoom in the address. */
export function keepZoom(view: View, key: string, { x, y }: Zoom): void {
  view.set({ [`${key}.x`]: domainText(x), [`${key}.y`]: domainText(y) });
}

/** How long a zoom must stand still until the address says it: browsers let pages change it only so often. */
const KEEP_MS = 200;

/** The zoom of a panel's charts: theirs while it changes, in the address when it stands still. */
export function useZoom(view: View, key: string): Signal<Zoom> {
  const live = useMemo(() => signal(zoomOf(view, key)), [view, key]);
  const [x, y] = [view.get(`${key}.x`), view.get(`${key}.y`)];
  useEffect(() => {
    const kept = zoomOf(view, key);
    if (zoomText(kept) !== zoomText(live.peek())) live.value = kept;
  }, [live, view, key, x, y]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = live.subscribe((zoom) => {
      clearTimeout(timer);
      timer = setTimeout(() => keepZoom(view, key, zoom), KEEP_MS);
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [live, view, key]);
  return live;
}

function zoomText({ x, y }: Zoom): string {
  return `${domainText(x)} ${domainText(y)}`;
}

function domainFrom(text: string | undefined): Domain | undefined {
  const [low = Number.NaN, high = Number.NaN, ...rest] = (text ?? "").split(",").map(Number);
  return rest.length === 0 && Number.isFinite(high - low) && low < high ? [low, high] : undefined;
}

function domainText(domain: Domain | undefined): string | undefined {
  return domain?.map((value) => String(Number(value.toPrecision(7)))).join(",");
}
