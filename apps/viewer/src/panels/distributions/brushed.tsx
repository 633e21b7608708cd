import { useMemo } from "preact/hooks";
import { ChartView } from "../../charts/chart-view.tsx";
import { countText, numberText } from "../../charts/number-text.ts";
import type { RunContents } from "../../reading/run-contents.ts";
import { rowAt } from "../../state/logged-time.ts";
import { useApp } from "../../state/use-app.ts";
import { type Band, bandOf, keepBand, pathsIn } from "../series/band.ts";
import { arrange } from "../series/entries.ts";
import { partsFrom } from "../trajectories/shown-parts.ts";
import { highlights, trajectoryChart } from "../trajectories/trajectory-chart.ts";
import { densitiesOf } from "./histogram-density.ts";

const PARTS = partsFrom("paths median");

/** What a brushed band holds: its share of all paths, exactly, and the sample paths that lie in it. */
export function Brushed({ runs }: { runs: readonly RunContents[] }) {
  const { view } = useApp();
  const band = bandOf(view);
  const [run] = runs;
  const of = run?.logged.series.find(({ name }) => name === band?.series);
  const charts = useMemo(() => {
    if (!run || !of) return [];
    const selection = { series: [of.name], together: false, beside: false };
    return arrange([run], selection, () => "var(--ink)").map((cell) => ({
      cell,
      chart: trajectoryChart(cell, { parts: PARTS, kind: "linear" }),
    }));
  }, [run, of]);
  if (!band || !run || !of) return null;
  const selected = pathsIn(run.logged, band) ?? new Set<number>();
  const brushed = new Map([[run.name, selected]]);
  const time = band.time ?? run.logged.times.at(-1);
  return (
    <section class="brushed" aria-label="Brushed band">
      <p>
        {sentence(run, band, selected.size, of.samples.paths.length)}
        <button type="button" onClick={() => keepBand(view, undefined)}>
          Clear
        </button>
      </p>
      {charts.map(({ chart, cell }) => (
        <ChartView
          key={cell.key}
          chart={{
            ...chart,
            front: highlights(cell, { time, path: view.path.value, brushed }),
          }}
        />
      ))}
    </section>
  );
}

function sentence({ logged }: RunContents, band: Band, selected: number, samples: number): string {
  const [low, high] = band.range;
  const of = logged.series.find(({ name }) => name === band.series);
  const row = rowAt(logged.times, band.time);
  const density = of && densitiesOf(of)[row];
  const share = density ? density.shareBelow(high) - density.shareBelow(low) : Number.NaN;
  const range = `${numberText(low, 3)} and ${numberText(high, 3)}`;
  return (
    `${band.series} lies between ${range} at t = ${numberText(logged.times[row] ?? Number.NaN)} on ` +
    `${numberText(100 * share, 3)} % of all paths, and on ${countText(selected)} of the ${countText(samples)} sample paths.`
  );
}
