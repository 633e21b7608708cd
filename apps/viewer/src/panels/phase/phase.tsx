import { useMemo } from "preact/hooks";
import { figureDownloads } from "../../charts/chart-files.ts";
import { ChartTable } from "../../charts/chart-table.tsx";
import { ChartView } from "../../charts/chart-view.tsx";
import { useZoom } from "../../charts/zoom.ts";
import { Message } from "../../frame/message.tsx";
import { PanelFrame } from "../../frame/panel-frame.tsx";
import type { RunContents } from "../../reading/run-contents.ts";
import { useApp } from "../../state/use-app.ts";
import type { Panel } from "../panel.ts";
import { bandOf, pathsIn } from "../series/band.ts";
import { LoggedRuns } from "../series/logged-runs.tsx";
import { sharingAxes } from "../series/shared-axes.ts";
import { EquilibriaList } from "./equilibria-list.tsx";
import { phaseChart, phaseFront } from "./phase-chart.ts";
import { PhaseControls } from "./phase-controls.tsx";
import { heldText, PhaseHelp } from "./phase-help.tsx";
import { phaseTable } from "./phase-table.ts";
import { useSubjects } from "./use-subjects.ts";

/** Two species against each other, with the drift that moves them. */
export const phase: Panel = {
  id: "phase",
  title: "Phase",
  Component: () => <LoggedRuns>{(runs, note) => <Phase runs={runs} note={note} />}</LoggedRuns>,
};

const ZOOM = "phase.zoom";

function Phase({ runs, note }: { runs: readonly RunContents[]; note: string | undefined }) {
  const { view } = useApp();
  const { subjects, problem } = useSubjects(runs);
  const charts = useMemo(
    () =>
      sharingAxes(
        subjects.map(phaseChart),
        subjects.map(({ x, y }) => `${x.name}\n${y.name}`),
      ),
    [subjects],
  );
  const zoom = useZoom(view, ZOOM);
  const band = bandOf(view);
  const shown = subjects.map((subject, i) => {
    const selected = pathsIn(subject.logged, band);
    const front = phaseFront(subject, view.time.value, view.path.value, selected);
    return { chart: { ...(charts[i] ?? phaseChart(subject)), front } };
  });
  const [first] = subjects;
  if (!first) {
    return (
      <Message title="A phase plane needs two species">
        This run has one. See its trajectories and distributions.
      </Message>
    );
  }
  const table = () => phaseTable(first.logged, first.x, first.y, first.rest);
  return (
    <PanelFrame
      title="Phase plane"
      help={<PhaseHelp subjects={subjects} />}
      downloads={figureDownloads({
        name: "phase-plane",
        charts: shown.map(({ chart }) => ({ chart, zoom })),
        table,
      })}
      controls={<PhaseControls runs={runs} subject={first} zoomKey={ZOOM} />}
    >
      {[note, problem, heldText(first.plane?.held)].map(
        (line) =>
          line && (
            <p key={line} class="faint">
              {line}
            </p>
          ),
      )}
      <div class="charts">
        {shown.map(({ chart }, i) => (
          <ChartView key={subjects[i]?.title} chart={chart} live={zoom} />
        ))}
      </div>
      {subjects.map(
        ({ title, plane, logged, rest }) =>
          plane && (
            <EquilibriaList
              key={title}
              title={subjects.length > 1 ? title : undefined}
              logged={logged}
              rest={rest}
            />
          ),
      )}
      <ChartTable title="Equilibria and sample paths" table={table} />
    </PanelFrame>
  );
}
