import type { Signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Chart, Plot, Readout } from "./chart.ts";
import type { Zoom } from "./chart-layout.ts";
import { ChartSurface } from "./chart-surface.ts";
import { type Box, followGestures } from "./gestures.ts";
import { ReadoutBox } from "./readout-box.tsx";
import type { Domain } from "./scale.ts";
import { themeChanges } from "./theme.ts";

/** A place in a plot, in values of its axes. */
export interface PlotPlace {
  readonly x: number;
  readonly y: number;
  readonly plot: Plot;
}

export interface ChartViewProps {
  readonly chart: Chart;
  readonly zoom?: Zoom;
  /** Without it and without `live` the chart can't be zoomed. */
  readonly onZoom?: ((zoom: Zoom) => void) | undefined;
  /** Instead of both: a zoom that charts share, which changes without drawing the panel around them anew. */
  readonly live?: Signal<Zoom>;
  readonly onPick?: ((place: PlotPlace) => void) | undefined;
  /** With it, dragging brushes a band of x; Alt and dragging pans. */
  readonly onBrush?: ((band: Domain | undefined) => void) | undefined;
  readonly brushed?: Domain | undefined;
  /** Called whenever the marks have been drawn: whole, or as far as they are prepared. */
  readonly onDrawn?: ((isWhole: boolean) => void) | undefined;
}

const NO_ZOOM: Zoom = {};

/** A chart on the screen: as large as the room it has, read by hovering, zoomed and panned by pointer and keys. */
export function ChartView(props: ChartViewProps) {
  const { chart, brushed } = props;
  const zoom = props.live?.value ?? props.zoom ?? NO_ZOOM;
  const host = useRef<HTMLDivElement>(null);
  const surface = useRef<ChartSurface | undefined>(undefined);
  const [pointer, setPointer] = useState<{ x: number; y: number }>();
  const [box, setBox] = useState<Box>();
  const latest = useRef(props);
  latest.current = props;

  useLayoutEffect(() => {
    const element = host.current;
    const [back, front] = element?.querySelectorAll("canvas") ?? [];
    if (!element || !back || !front) return undefined;
    const made = new ChartSurface(back, front, (isWhole) => latest.current.onDrawn?.(isWhole));
    surface.current = made;
    return connect(element, made, latest, setPointer, setBox);
  }, []);

  const plot = surface.current?.plot;
  const readout = pointer && plot && isIn(plot, pointer) ? read(chart, plot, pointer) : undefined;
  useLayoutEffect(() => {
    surface.current?.show({ chart, zoom, pointed: readout?.marks ?? [], box, brushed });
  });
  // A pointer over a chart that became another reads the new one.
  useEffect(() => setPointer(undefined), [chart.title]);

  return (
    // biome-ignore lint/a11y/useSemanticElements: a figure takes no keys
    <div
      class={canZoom(props) || props.onBrush ? "chart" : "chart still"}
      ref={host}
      role="group"
      aria-roledescription="chart"
      aria-label={`${chart.title}. ${chart.summary}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys zoom and pan it
      tabIndex={0}
    >
      <canvas />
      <canvas />
      {readout && pointer && plot && <ReadoutBox readout={readout} at={pointer} plot={plot} />}
    </div>
  );
}

/** Connects an element's size, colours and gestures with its surface; returns what ends that. */
function connect(
  element: HTMLElement,
  surface: ChartSurface,
  latest: { readonly current: ChartViewProps },
  setPointer: (place: { x: number; y: number } | undefined) => void,
  setBox: (box: Box | undefined) => void,
): () => void {
  const observer = new ResizeObserver(() =>
    surface.resize(element.clientWidth, element.clientHeight),
  );
  observer.observe(element);
  surface.resize(element.clientWidth, element.clientHeight);
  const root = element.getRootNode();
  const themes = themeChanges(root instanceof ShadowRoot ? root.host : document.body);
  const unsubscribe = themes.changes.subscribe(() => surface.recolour());
  const endGestures = followGestures(
    element,
    () => ({
      chart: latest.current.chart,
      zoom: latest.current.live?.peek() ?? latest.current.zoom ?? NO_ZOOM,
      plot: surface.plot,
    }),
    {
      canZoom: () => canZoom(latest.current),
      canBrush: () => latest.current.onBrush !== undefined,
      zoom(next) {
        const { live, onZoom } = latest.current;
        if (live) live.value = next;
        onZoom?.(next);
      },
      hover: setPointer,
      box: setBox,
      brush: (band) => latest.current.onBrush?.(band),
      pick(place) {
        const { plot } = surface;
        if (!plot || !isIn(plot, place)) return;
        latest.current.onPick?.({ x: plot.x.invert(place.x), y: plot.y.invert(place.y), plot });
      },
    },
  );
  return () => {
    observer.disconnect();
    unsubscribe();
    themes.end();
    endGestures();
    surface.close();
  };
}

function canZoom({ live, onZoom }: ChartViewProps): boolean {
  return live !== undefined || onZoom !== undefined;
}

function read(chart: Chart, plot: Plot, { x, y }: { x: number; y: number }): Readout | undefined {
  return chart.read?.(plot.x.invert(x), plot.y.invert(y), plot);
}

function isIn({ left, top, width, height }: Plot, { x, y }: { x: number; y: number }): boolean {
  return x >= left && x <= left + width && y >= top && y <= top + height;
}
