import { useMemo } from "preact/hooks";
import { verticalRule } from "../../charts/marks/rule.ts";
import type { RunContents } from "../../reading/run-contents.ts";
import { paletteColour } from "../../state/palette.ts";
import { useApp } from "../../state/use-app.ts";
import { ChartPanel } from "../series/chart-panel.tsx";
import { DistributionControls } from "./distribution-controls.tsx";
import type { DistributionStyle } from "./distribution-views.ts";
import { type Passage, type PassageGroup, passageCharts, passageTable } from "./passage-chart.ts";

const ZOOM = "distributions.passage";

/** When paths first came to the events of their model. */
export function FirstPassages({
  runs,
  style,
  note,
}: {
  runs: readonly RunContents[];
  style: DistributionStyle;
  note: string | undefined;
}) {
  const app = useApp();
  const versions = runs.map(({ name, version }) => `${name} ${version}`).join("\n");
  const groups = useMemo(
    () => passagesOf(runs, (name) => app.colourOfRun(name)),
    [versions, app.view.get("colour")],
  );
  const charts = useMemo(() => passageCharts(groups), [groups]);
  const time = app.view.time.value;
  const front =
    time === undefined ? [] : [verticalRule(time, { colour: "var(--faint)", dash: [4, 3] })];
  return (
    <ChartPanel
      title="Distributions"
      name="first-passages"
      help={<Help />}
      controls={<DistributionControls runs={runs} style={style} zoomKey={ZOOM} />}
      note={note}
      zoomKey={ZOOM}
      charts={charts.map((chart) => ({ ...chart, front }))}
      table={() => passageTable(groups.flatMap(({ passages }) => passages))}
    />
  );
}

/** By event, those of all runs. */
function passagesOf(
  runs: readonly RunContents[],
  colourOfRun: (name: string) => string,
): PassageGroup[] {
  const names = [...new Set(runs.flatMap(({ logged }) => logged.events.map(({ name }) => name)))];
  return names.map((name, i) => {
    const passages = runs.flatMap(({ name: label, logged }): Passage[] => {
      const event = logged.events.find((one) => one.name === name);
      const colour = runs.length > 1 ? colourOfRun(label) : paletteColour(i);
      return event ? [{ label, colour, event, logged }] : [];
    });
    const title = passages[0]?.event.title;
    return { title: title === undefined ? name : `${name} · ${title}`, passages };
  });
}

function Help() {
  return (
    <p>
      The times at which paths first came to an event of their model, watched at every step and
      counted from one logged time to the next: log more often for narrower bins. The area of a
      histogram is the share of the paths that came to it after the start; those on which it held
      from the start, and those that never came to it, lie in no bin. The axis leaves out the last
      of a thousand passages; zoom out to see them.
    </p>
  );
}
