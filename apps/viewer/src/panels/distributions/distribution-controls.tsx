import type { RunContents } from "../../reading/run-contents.ts";
import { useApp } from "../../state/use-app.ts";
import { Choice, CompareChoice, ResetZoom, SeriesChooser, Toggle } from "../series/controls.tsx";
import { seriesColour, seriesNames } from "../series/entries.ts";
import { type DistributionStyle, viewsOf } from "./distribution-views.ts";
import { shownRows, timesFrom } from "./shown-times.ts";

/** What is shown of the distributions, and how. */
export function DistributionControls({
  runs,
  style,
  zoomKey,
}: {
  runs: readonly RunContents[];
  style: DistributionStyle;
  zoomKey: string;
}) {
  const { view } = useApp();
  const [first] = runs;
  return (
    <>
      <Choice
        label="View"
        options={viewsOf(runs.map(({ logged }) => logged))}
        value={style.view}
        onChange={(value) =>
          view.set({ "distributions.view": value === "histogram" ? undefined : value })
        }
      />
      {style.view !== "passage" && (
        <>
          <SeriesChooser
            names={seriesNames(runs)}
            colourOf={(name) =>
              runs.length === 1 && first ? seriesColour(first.logged, name) : undefined
            }
          />
          <CompareChoice runs={runs.length} />
        </>
      )}
      {style.view === "histogram" && first && runs.length === 1 && (
        <Times times={first.logged.times} asked={style.times} />
      )}
      {style.view === "histogram" && (
        <Toggle
          label="log"
          value={style.kind === "log"}
          onChange={(on) => view.set({ "distributions.scale": on ? "log" : undefined })}
        />
      )}
      <ResetZoom of={zoomKey} />
    </>
  );
}

/** The times whose histograms are overlaid, as numbers with commas between. */
function Times({ times, asked }: { times: Float64Array; asked: readonly number[] }) {
  const { view } = useApp();
  const shown = shownRows(times, asked)
    .map((row) => Number((times[row] ?? 0).toPrecision(6)))
    .join(", ");
  return (
    <label title="Times whose histograms are overlaid, with commas between">
      t =
      <input
        class="times"
        inputMode="decimal"
        size={Math.min(24, Math.max(7, Math.round(shown.length * 0.8)))}
        value={shown}
        onChange={({ currentTarget }) => {
          const next = timesFrom(currentTarget.value);
          view.set({ "distributions.times": next.length > 0 ? next.join(",") : undefined });
        }}
      />
    </label>
  );
}
