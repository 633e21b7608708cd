import type { HistogramPoint, Scalars } from "@driftgraph/eventlog";
import { useEffect, useMemo } from "preact/hooks";
import type { Chart } from "../../charts/chart.ts";
import { ChartView } from "../../charts/chart-view.tsx";
import { useZoom } from "../../charts/zoom.ts";
import type { RunContents } from "../../reading/run-contents.ts";
import { useApp } from "../../state/use-app.ts";
import { useFetched } from "../../state/use-fetched.ts";
import { histogramChart } from "./histogram-chart.ts";
import { type ScalarStyle, scalarChart } from "./scalar-chart.ts";
import type { LoggedTag } from "./tag-groups.ts";

/** The charts of scalars, one a tag, with a line for each run. */
export function ScalarCharts({
  tags,
  style,
  onCharts,
}: {
  tags: readonly LoggedTag[];
  style: ScalarStyle;
  onCharts: (charts: readonly Chart[]) => void;
}) {
  const app = useApp();
  const fetched = useFetched(keyOf(tags), () => scalarsOf(tags, app));
  const charts = useMemo(() => {
    if (fetched.state !== "loaded") return [];
    return fetched.value.map(({ tag, lines }) =>
      scalarChart(
        tag,
        lines.map((one) => ({ ...one, colour: app.colourOfRun(one.run) })),
        style,
      ),
    );
  }, [fetched, style.x, style.kind, style.smoothing, app.view.get("colour")]);
  useEffect(() => onCharts(charts), [charts]);
  useEffect(() => () => onCharts([]), []);
  const zoom = useZoom(app.view, "scalars");
  // One stretch of the x axis in all charts; each has values of its own.
  useEffect(
    () =>
      zoom.subscribe(({ x, y }) => {
        if (y) zoom.value = { x };
      }),
    [zoom],
  );
  if (fetched.state === "failed") return <p class="problem">{fetched.error}</p>;
  return (
    <>
      {charts.map((chart) => (
        <ChartView key={chart.title} chart={chart} live={zoom} />
      ))}
    </>
  );
}

/** The charts of histograms at a step. */
export function HistogramCharts({
  tags,
  step,
  onCharts,
}: {
  tags: readonly LoggedTag[];
  step: number | undefined;
  onCharts: (charts: readonly Chart[]) => void;
}) {
  const app = useApp();
  const fetched = useFetched(keyOf(tags), () => histogramsOf(tags, app));
  const charts = useMemo(() => {
    if (fetched.state !== "loaded") return [];
    return fetched.value.map(({ tag, runs }) =>
      histogramChart(
        tag,
        runs.map((run) => ({ ...run, colour: app.colourOfRun(run.run) })),
        step,
      ),
    );
  }, [fetched, step, app.view.get("colour")]);
  useEffect(() => onCharts(charts), [charts]);
  useEffect(() => () => onCharts([]), []);
  if (fetched.state === "failed") return <p class="problem">{fetched.error}</p>;
  return (
    <>
      {charts.map((chart) => (
        <ChartView key={chart.title} chart={chart} />
      ))}
    </>
  );
}

type App = ReturnType<typeof useApp>;

async function scalarsOf(
  tags: readonly LoggedTag[],
  app: App,
): Promise<{ tag: string; lines: { run: string; scalars: Scalars }[] }[]> {
  const runs = [...new Set(tags.flatMap((tag) => tag.runs))];
  const byRun = await Promise.all(runs.map((run) => scalarsOfRun(run, tags, app)));
  return tags.map(({ tag }) => ({
    tag,
    lines: byRun.flatMap(({ run, values }) => {
      const scalars = values.get(tag);
      return scalars ? [{ run, scalars }] : [];
    }),
  }));
}

async function scalarsOfRun(
  run: RunContents,
  tags: readonly LoggedTag[],
  app: App,
): Promise<{ run: string; values: ReadonlyMap<string, Scalars> }> {
  const own = tags.filter(({ runs }) => runs.includes(run)).map(({ tag }) => tag);
  const scalars = await app.logs.scalars(run.name, own);
  const values = own.flatMap((tag, i) => {
    const found = scalars[i];
    return found ? [[tag, found] as const] : [];
  });
  return { run: run.name, values: new Map(values) };
}

async function histogramsOf(
  tags: readonly LoggedTag[],
  app: App,
): Promise<{ tag: string; runs: { run: string; points: readonly HistogramPoint[] }[] }[]> {
  return await Promise.all(
    tags.map(async ({ tag, runs }) => ({
      tag,
      runs: await Promise.all(
        runs.map(async ({ name }) => ({
          run: name,
          points: await app.logs.histograms(name, tag),
        })),
      ),
    })),
  );
}

/** Another whenever other tags are shown, or a run has news. */
function keyOf(tags: readonly LoggedTag[]): string {
  return JSON.stringify(
    tags.map(({ tag, runs }) => [tag, runs.map(({ name, version }) => [name, version])]),
  );
}
