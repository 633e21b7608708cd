import type { HistogramPoint } from "@driftgraph/eventlog";
import type { Chart, Mark } from "../../charts/chart.ts";
import { steps } from "../../charts/marks/steps.ts";
import { countText, numberText } from "../../charts/number-text.ts";
import { extentOf, padded } from "../../charts/scale.ts";
import { tableOf } from "../../charts/table.ts";

/** Earlier steps that are drawn faint behind the chosen one. */
const BEFORE = 12;

/** A run's histograms of a tag. */
export interface LoggedHistograms {
  readonly run: string;
  readonly colour: string;
  readonly points: readonly HistogramPoint[];
}

/** Histograms as densities over their own bins, so that bins of different widths compare: the chosen step of each run, earlier ones faint. */
export function histogramChart(
  tag: string,
  runs: readonly LoggedHistograms[],
  step: number | undefined,
): Chart {
  const chosen = runs.map((run) => ({ ...run, index: indexAt(run.points, step) }));
  const shown = chosen.flatMap((run) => {
    const first = Math.max(0, run.index - BEFORE);
    return run.points.slice(first, run.index + 1).map((point, i) => ({
      ...densityOf(point),
      colour: run.colour,
      // The chosen one stands out; what came before fades.
      share: (i + first + 1 - (run.index - BEFORE)) / (BEFORE + 1),
      isChosen: i + first === run.index,
    }));
  });
  const marks: Mark[] = shown.map(({ edges, density, colour, share, isChosen }) =>
    steps(
      edges,
      density,
      { colour, width: isChosen ? 1.5 : 1, opacity: isChosen ? 1 : 0.25 * share },
      isChosen ? { colour, opacity: 0.15 } : undefined,
    ),
  );
  return {
    title: tag,
    summary: chosen.map(({ run, points, index }) => sentence(run, points, index)).join(" "),
    x: {
      label: "value",
      kind: "linear",
      domain: padded("linear", extentOf(...shown.map(({ edges }) => edges)), 0),
    },
    y: {
      label: "density",
      kind: "linear",
      domain: padded("linear", [0, extentOf(...shown.map(({ density }) => density))[1]]),
    },
    marks,
    table: () =>
      tableOf(
        chosen.flatMap(({ run, points, index }) => {
          const buckets = points[index]?.buckets;
          return [
            [`${run} ${tag} left`, buckets?.left ?? []] as const,
            [`${run} ${tag} right`, buckets?.right ?? []] as const,
            [`${run} ${tag} count`, buckets?.count ?? []] as const,
          ];
        }),
      ),
  };
}

/** The last point at or before a step; the last of all without one. */
function indexAt(points: readonly HistogramPoint[], step: number | undefined): number {
  if (step === undefined) return points.length - 1;
  const index = points.findLastIndex((point) => point.step <= step);
  return Math.max(0, index);
}

function densityOf({ buckets: { left, right, count } }: HistogramPoint): {
  readonly edges: Float64Array;
  readonly density: Float64Array;
} {
  const total = Array.from(count).reduce((sum, n) => sum + n, 0) || 1;
  const widths = Float64Array.from(left, (low, i) => (right[i] ?? low) - low);
  // A bin without width holds a single value: as wide as a thousandth of the whole, so that it can be seen.
  const least = ((right[right.length - 1] ?? 0) - (left[0] ?? 0)) / 1000 || 1e-9;
  const edges = Float64Array.from({ length: left.length + 1 }, (_, i) =>
    i < left.length ? (left[i] ?? 0) : (right[i - 1] ?? 0),
  );
  return {
    edges,
    density: Float64Array.from(count, (n, i) => n / total / Math.max(widths[i] ?? 0, least)),
  };
}

function sentence(run: string, points: readonly HistogramPoint[], index: number): string {
  const point = points[index];
  if (!point) return `${run}: no histogram.`;
  const { left, right, count } = point.buckets;
  const total = Array.from(count).reduce((sum, n) => sum + n, 0);
  const range = `${numberText(left[0] ?? Number.NaN)} to ${numberText(right[right.length - 1] ?? Number.NaN)}`;
  return `${run}: step ${countText(point.step)}, ${countText(total)} values from ${range}; ${countText(points.length)} steps are logged.`;
}
