import { useMemo } from "preact/hooks";
import type { Animation } from "../../charts/animation.ts";
import { type Download, figureDownloads } from "../../charts/chart-files.ts";
import { ChartTable } from "../../charts/chart-table.tsx";
import { ChartView } from "../../charts/chart-view.tsx";
import { gifOf } from "../../charts/gif-file.ts";
import { canEncodeVideo, webmOf } from "../../charts/webm-file.ts";
import { useZoom } from "../../charts/zoom.ts";
import { PanelFrame } from "../../frame/panel-frame.tsx";
import type { RunContents } from "../../reading/run-contents.ts";
import { useApp } from "../../state/use-app.ts";
import type { Panel } from "../panel.ts";
import { keepBand } from "../series/band.ts";
import { type Cell, namesOf } from "../series/entries.ts";
import { LoggedRuns } from "../series/logged-runs.tsx";
import { sharingAxes } from "../series/shared-axes.ts";
import { useCells } from "../series/use-cells.ts";
import { Brushed } from "./brushed.tsx";
import { DistributionControls } from "./distribution-controls.tsx";
import { histogramTable } from "./distribution-table.ts";
import {
  atTime,
  type DistributionStyle,
  distributionChart,
  distributionViewFrom,
} from "./distribution-views.ts";
import { DistributionsHelp } from "./distributions-help.tsx";
import { FirstPassages } from "./first-passages.tsx";
import { timesFrom } from "./shown-times.ts";

/** The histograms of series at any time and over all of it. */
export const distributions: Panel = {
  id: "distributions",
  title: "Distributions",
  Component: () => (
    <LoggedRuns>{(runs, note) => <AnyDistributions runs={runs} note={note} />}</LoggedRuns>
  ),
};

interface DistributionsProps {
  readonly runs: readonly RunContents[];
  readonly note: string | undefined;
}

function AnyDistributions({ runs, note }: DistributionsProps) {
  const style = useStyle(runs);
  return style.view === "passage" ? (
    <FirstPassages runs={runs} style={style} note={note} />
  ) : (
    <Distributions runs={runs} style={style} note={note} />
  );
}

function Distributions({
  runs,
  style,
  note,
}: DistributionsProps & { readonly style: DistributionStyle }) {
  const { view } = useApp();
  // An image has one run; lines of several can share a chart.
  const cells = useCells(runs, false).flatMap((cell) =>
    style.view === "histogram" ? [cell] : oneEach(cell),
  );
  const key = cells.map((cell) => cell.key).join("\n");
  const charts = useMemo(() => {
    const made = cells.flatMap((cell) => {
      const chart = distributionChart(cell, style);
      return chart ? [{ chart, cell }] : [];
    });
    const names = made.map(({ cell }) => namesOf(cell));
    const shared = sharingAxes(
      made.map(({ chart }) => chart),
      names,
    );
    return made.map(({ chart, cell }, i) => ({ chart: shared[i] ?? chart, cell }));
  }, [key, cells.length, runs, style]);
  const time = view.time.value;
  const zoomKey = `distributions.${style.view}`;
  const zoom = useZoom(view, zoomKey);
  const shown = charts.map(({ chart, cell }) => ({
    cell,
    chart: atTime(chart, cell, style, time),
  }));
  const table = () =>
    histogramTable(
      cells.flatMap(({ entries }) => entries),
      undefined,
    );
  return (
    <PanelFrame
      title="Distributions"
      help={<DistributionsHelp runs={runs} />}
      downloads={[
        ...figureDownloads({
          name: "distributions",
          charts: shown.map(({ chart }) => ({ chart, zoom })),
          table,
        }),
        ...animations(charts, style, runs),
      ]}
      controls={<DistributionControls runs={runs} style={style} zoomKey={zoomKey} />}
    >
      {note && <p class="faint">{note}</p>}
      <div class="charts">
        {shown.map(({ chart, cell }) => (
          <ChartView
            key={`${style.view} ${cell.key}`}
            chart={chart}
            live={zoom}
            {...brushing(cell, style)}
          />
        ))}
      </div>
      <Brushed runs={runs} />
      <ChartTable title="Histograms at all logged times" table={table} />
    </PanelFrame>
  );

  /** A band of a histogram selects paths by their value at the scrubber's time. */
  function brushing({ entries }: Cell, { view: kind }: DistributionStyle) {
    const name = entries[0]?.series.name;
    if (kind !== "histogram" || name === undefined) return {};
    const range = view.get("band.series") === name ? view.get("band") : undefined;
    const [low = 0, high = 0] = (range ?? "").split(",").map(Number);
    return {
      brushed: range === undefined ? undefined : ([low, high] as const),
      onBrush: (band: readonly [number, number] | undefined) =>
        keepBand(view, band && { series: name, range: band, time: view.time.peek() }),
    };
  }
}

/** How the address asks for distributions to be shown. */
function useStyle(runs: readonly RunContents[]): DistributionStyle {
  const { view } = useApp();
  const kind = view.get("distributions.scale") === "log" ? "log" : "linear";
  const shown = distributionViewFrom(
    view.get("distributions.view"),
    runs.map(({ logged }) => logged),
  );
  const times = view.get("distributions.times");
  return useMemo(
    () => ({ view: shown, kind, times: timesFrom(times) }) as const,
    [shown, kind, times],
  );
}

function oneEach({ key, title, entries }: Cell): Cell[] {
  if (entries.length < 2) return [{ key, title, entries }];
  return entries.map((entry) => ({
    key: `${key} ${entry.run}`,
    title: `${title} · ${entry.run}`,
    entries: [entry],
  }));
}

/** The animation over all logged times of the first run, as a picture that moves and, where the browser can, as a video. */
function animations(
  charts: readonly { chart: NonNullable<ReturnType<typeof distributionChart>>; cell: Cell }[],
  style: DistributionStyle,
  [first]: readonly RunContents[],
): Download[] {
  const times = first?.logged.times ?? new Float64Array();
  const animation: Animation = {
    frames: times.length,
    charts: (k) =>
      charts.map(({ chart, cell }) => ({
        // Only the moving one: with the others there an animation shows nothing new.
        chart: atTime(
          style.view === "histogram" ? { ...chart, marks: [] } : chart,
          cell,
          style,
          times[k],
        ),
      })),
  };
  const gif: Download = {
    format: "GIF",
    name: "distributions.gif",
    make: (at) => gifOf(animation, at),
  };
  const webm: Download = {
    format: "WebM",
    name: "distributions.webm",
    make: (at) => webmOf(animation, at),
  };
  return canEncodeVideo() ? [gif, webm] : [gif];
}
