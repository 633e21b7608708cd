import { countText } from "../../charts/number-text.ts";
import type { RunContents } from "../../reading/run-contents.ts";

/** What the distributions show and how they were computed. */
export function DistributionsHelp({ runs }: { runs: readonly RunContents[] }) {
  return (
    <>
      <p>
        Histograms of all paths of a run, as they were counted while it ran: every logged time has
        bins of its own, whose width is a power of two, and nothing is binned anew here. The height
        is the density, the share of the paths in a bin divided by its width, so that times and runs
        with other bins compare. The pointer reads exact counts; the CSV file has every bin of every
        logged time.
      </p>
      <p>
        The filled histogram is that of the time below; the others are those of the times in the
        field. The axis of values leaves out one path in a thousand on either side; zoom out to see
        them. The range of the densities is that of most times: where all paths are still close
        together, histograms rise beyond it.
      </p>
      <p>
        Dragging over a histogram selects the paths that lie in that band at the time below, here
        and in the trajectories; a click ends that. Alt and dragging pans. Heat map and ridgeline
        show all times at once. In the heat map a pixel has the mean density over the values that it
        covers, and no colour where no path was; colours go by the density&apos;s square root. In
        the ridgeline histograms that are far higher than most are cut, and open at the top.
      </p>
      {runs.map(({ name, logged }) => (
        <p key={name}>{`${name}: ${facts(logged)}`}</p>
      ))}
    </>
  );
}

function facts({ series, times }: RunContents["logged"]): string {
  const [first] = series;
  const bins = first?.histograms[0]?.bins.count ?? 0;
  const paths = first?.statistics.get("count")?.[0] ?? 0;
  return `${countText(paths)} paths in ${bins} bins at each of ${countText(times.length)} logged times.`;
}
