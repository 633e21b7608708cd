import { countText } from "../../charts/number-text.ts";
import type { RunContents } from "../../reading/run-contents.ts";

/** What the trajectories show and how they were computed. */
export function TrajectoriesHelp({ runs }: { runs: readonly RunContents[] }) {
  return (
    <>
      <p>
        Each series against time. Median (line), mean (dashed), and the ranges that hold 90 % and 50
        % of the paths (5–95 % and 25–75 % bands) are of all paths of the run; mean ± sd uses the
        unbiased variance. Quantiles are read off the run's exact histograms, linear within a bin:
        their error is at most one bin's width.
      </p>
      {runs.some(({ logged }) => logged.certificate) && (
        <p>
          Bars on the mean are its certified error: the half-width of its 95 % confidence interval
          and what the step size shifts it by, measured by a coupled run at dt and dt/2, added up.
        </p>
      )}
      <p>
        The faint lines are sample paths, evenly chosen by their index. Where there are more than a
        screen can show apart, their density is drawn: the darker, the more of them, on a
        logarithmic scale.
      </p>
      {runs.map(({ name, logged }) => (
        <p key={name}>{`${name}: ${facts(logged)}`}</p>
      ))}
      <p>
        Ctrl and the wheel, or a pinch, zooms (beside an axis, that axis alone), dragging pans,
        Shift and dragging zooms to a box, a double click resets; with the keyboard <kbd>+</kbd>{" "}
        <kbd>−</kbd> <kbd>0</kbd> and the arrows. A click on a path marks it in all panels.
      </p>
    </>
  );
}

function facts({ run, series, times }: RunContents["logged"]): string {
  const samples = series[0]?.samples.paths.length ?? 0;
  const paths = Number(run?.settings["paths"]);
  const of = Number.isFinite(paths) ? ` of ${countText(paths)} paths` : "";
  const width = Math.max(...(series[0]?.histograms ?? []).map(({ bins }) => bins.width));
  const bins = Number.isFinite(width) ? `, bins at most ${width} wide` : "";
  return `${countText(samples)} sample paths${of}, ${countText(times.length)} logged times${bins}.`;
}
