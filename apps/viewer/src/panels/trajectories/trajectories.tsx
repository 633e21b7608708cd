import { useMemo } from "preact/hooks";
import { figureDownloads } from "../../charts/chart-files.ts";
import { ChartTable } from "../../charts/chart-table.tsx";
import { ChartView } from "../../charts/chart-view.tsx";
import type { ScaleKind } from "../../charts/scale.ts";
import { useZoom } from "../../charts/zoom.ts";
import { PanelFrame } from "../../frame/panel-frame.tsx";
import type { RunContents } from "../../reading/run-contents.ts";
import { useApp } from "../../state/use-app.ts";
import type { Panel } from "../panel.ts";
import { bandOf, pathsIn } from "../series/band.ts";
import { Choice, CompareChoice, ResetZoom, SeriesChooser, Toggle } from "../series/controls.tsx";
import { type Cell, namesOf, seriesColour, seriesNames } from "../series/entries.ts";
import { LoggedRuns } from "../series/logged-runs.tsx";
import { sharingAxes } from "../series/shared-axes.ts";
import { useCells } from "../series/use-cells.ts";
import { SweepPanel } from "../sweep/sweep-panel.tsx";
import { AspectCharts } from "./aspect-charts.tsx";
import { AspectChoice } from "./aspect-choice.tsx";
import { aspectFrom } from "./aspects.ts";
import { PARTS, partsFrom, partsText, type ShownParts } from "./shown-parts.ts";
import { TrajectoriesHelp } from "./trajectories-help.tsx";
import { highlights, trajectoryChart } from "./trajectory-chart.ts";
import { pathAt } from "./trajectory-readout.ts";
import { trajectoryTable } from "./trajectory-table.ts";

/** The series of paths against time. */
export const trajectories: Panel = {
  id: "trajectories",
  title: "Trajectories",
  Component: Shown,
};

/** A sweep by itself is shown against its parameter; all else against time. */
function Shown() {
  const app = useApp();
  const [run, ...others] = app.shown.value;
  const contents = run && others.length === 0 ? app.contents(run.name).value : undefined;
  if (contents?.state === "loaded" && contents.value.logged.sweep) {
    return <SweepPanel key={run?.name} contents={contents.value} />;
  }
  return <LoggedRuns>{(runs, note) => <AgainstTime runs={runs} note={note} />}</LoggedRuns>;
}

function AgainstTime({ runs, note }: { runs: readonly RunContents[]; note: string | undefined }) {
  const aspect = aspectFrom(
    useApp().view.get("trajectories.of"),
    runs.map(({ logged }) => logged),
  );
  return aspect === "paths" ? (
    <Trajectories runs={runs} note={note} />
  ) : (
    <AspectCharts key={aspect} runs={runs} aspect={aspect} note={note} />
  );
}

function Trajectories({ runs, note }: { runs: readonly RunContents[]; note: string | undefined }) {
  const app = useApp();
  const { view } = app;
  const together = view.get("trajectories.charts") === "one";
  const kind: ScaleKind = view.get("trajectories.scale") === "log" ? "log" : "linear";
  const shown = view.get("trajectories.show");
  const parts = useMemo(() => partsFrom(shown), [shown]);
  const cells = useCells(runs, together);
  const charts = useMemo(
    () =>
      sharingAxes(
        cells.map((cell) => trajectoryChart(cell, { parts, kind })),
        cells.map(namesOf),
      ),
    [cells, parts, kind],
  );
  const zoom = useZoom(view, "trajectories");
  const band = bandOf(view);
  const brushed = useMemo(
    () => new Map(runs.map(({ name, logged }) => [name, pathsIn(logged, band)])),
    [runs, JSON.stringify(band)],
  );
  const highlight = { time: view.time.value, path: view.path.value, brushed };
  const withFront = charts.map((chart, i) => ({
    chart: { ...chart, front: highlights(cells[i] ?? EMPTY, highlight) },
  }));
  const table = () => trajectoryTable(cells.flatMap(({ entries }) => entries));
  return (
    <PanelFrame
      title="Trajectories"
      help={<TrajectoriesHelp runs={runs} />}
      downloads={figureDownloads({
        name: "trajectories",
        charts: withFront.map(({ chart }) => ({ chart, zoom })),
        table,
      })}
      controls={<Controls runs={runs} parts={parts} />}
    >
      {note && <p class="faint">{note}</p>}
      <div class="charts">
        {withFront.map(({ chart }, i) => (
          <ChartView
            key={cells[i]?.key}
            chart={chart}
            live={zoom}
            onPick={({ x, y, plot }) =>
              view.set({ path: pathAt(cells[i]?.entries ?? [], x, y, plot)?.path })
            }
            onDrawn={markMilestone}
          />
        ))}
      </div>
      <ChartTable title="Trajectories" table={table} />
    </PanelFrame>
  );
}

/** A chart of very many paths is sketched first: with the paths that were counted until then. */
function markMilestone(isWhole: boolean): void {
  performance.mark(`driftgraph:trajectories-${isWhole ? "drawn" : "sketched"}`);
}

const EMPTY: Cell = { key: "", title: "", entries: [] };

function Controls({ runs, parts }: { runs: readonly RunContents[]; parts: ShownParts }) {
  const { view } = useApp();
  const [first] = runs;
  const names = seriesNames(runs);
  return (
    <>
      <AspectChoice runs={runs} value="paths" />
      <SeriesChooser
        names={names}
        colourOf={(name) =>
          runs.length === 1 && first ? seriesColour(first.logged, name) : undefined
        }
      />
      {names.length > 1 && (
        <Choice
          label="Charts"
          options={[
            ["each", "a chart each"],
            ["one", "in one chart"],
          ]}
          value={view.get("trajectories.charts") === "one" ? "one" : "each"}
          onChange={(value) =>
            view.set({ "trajectories.charts": value === "one" ? value : undefined })
          }
        />
      )}
      <CompareChoice runs={runs.length} />
      {PARTS.map(([part, text]) => (
        <Toggle
          key={part}
          label={text}
          value={parts[part]}
          onChange={(on) => view.set({ "trajectories.show": partsText({ ...parts, [part]: on }) })}
        />
      ))}
      <Toggle
        label="log"
        value={view.get("trajectories.scale") === "log"}
        onChange={(on) =>
          view.set({ "trajectories.scale": on ? "log" : undefined, "trajectories.y": undefined })
        }
      />
      <ResetZoom of="trajectories" />
    </>
  );
}
