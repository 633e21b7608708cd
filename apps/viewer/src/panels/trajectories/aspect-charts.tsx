import { useMemo } from "preact/hooks";
import type { Chart } from "../../charts/chart.ts";
import { verticalRule } from "../../charts/marks/rule.ts";
import type { RunContents } from "../../reading/run-contents.ts";
import { paletteColour } from "../../state/palette.ts";
import { useApp } from "../../state/use-app.ts";
import { ChartPanel } from "../series/chart-panel.tsx";
import { ResetZoom } from "../series/controls.tsx";
import { type Curves, curvesChart, curvesTable } from "../series/curves.ts";
import { AspectChoice } from "./aspect-choice.tsx";
import { AspectHelp } from "./aspect-help.tsx";
import type { Aspect, RunOfAspect } from "./aspects.ts";
import { autocorrelationCharts, correlationCharts } from "./correlation-charts.ts";
import { eventCharts } from "./event-charts.ts";

const CHARTS: Readonly<
  Record<Exclude<Aspect, "paths">, (runs: readonly RunOfAspect[]) => readonly Curves[]>
> = {
  events: eventCharts,
  correlations: correlationCharts,
  autocorrelation: autocorrelationCharts,
};

/** What a run logs of all its paths together, against time. */
export function AspectCharts({
  runs,
  aspect,
  note,
}: {
  runs: readonly RunContents[];
  aspect: Exclude<Aspect, "paths">;
  note: string | undefined;
}) {
  const app = useApp();
  const versions = runs.map(({ name, version }) => `${name} ${version}`).join("\n");
  const curves = useMemo(() => {
    const of = runs.map(
      ({ name, logged }): RunOfAspect => ({
        name,
        logged,
        colour: app.colourOfRun(name),
        colourOf: paletteColour,
      }),
    );
    return CHARTS[aspect](of).filter((chart) => chart.curves.length > 0);
  }, [versions, aspect, app.view.get("colour")]);
  const charts = useMemo(() => curves.map(curvesChart), [curves]);
  const time = app.view.time.value;
  // The time since another isn't the scrubber's.
  const front =
    time === undefined || aspect === "autocorrelation"
      ? []
      : [verticalRule(time, { colour: "var(--faint)", dash: [4, 3] })];
  const zoomKey = `trajectories.${aspect}`;
  return (
    <ChartPanel
      title="Trajectories"
      name={aspect}
      help={<AspectHelp aspect={aspect} />}
      controls={
        <>
          <AspectChoice runs={runs} value={aspect} />
          <ResetZoom of={zoomKey} />
        </>
      }
      note={note}
      zoomKey={zoomKey}
      charts={charts.map((chart): Chart => ({ ...chart, front }))}
      table={() =>
        curvesTable(
          aspect === "autocorrelation" ? "lag" : "time",
          curves.flatMap(({ title, name = title, curves: of }) =>
            of.map((curve) => ({ ...curve, label: `${name} ${curve.label}` })),
          ),
        )
      }
    />
  );
}
