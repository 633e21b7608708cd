import { useMemo } from "preact/hooks";
import { ChartView } from "../../charts/chart-view.tsx";
import type { RunContents } from "../../reading/run-contents.ts";
import { useApp } from "../../state/use-app.ts";
import { curvesChart } from "../series/curves.ts";
import { acrossOf, sweepCurves } from "./sweep-curves.ts";
import { useSweepResponse } from "./use-sweep-response.ts";

/** Charts beyond these are left to the panel. */
const MOST_CHARTS = 4;

/** A sweep's headline picture: what came of it, against the parameter that was varied. */
export function SweepHeadline({ contents }: { contents: RunContents }) {
  const { view } = useApp();
  const response = useSweepResponse(contents);
  const time = view.time.value;
  const asked = view.get("sweep.across");
  const charts = useMemo(() => {
    if (response.state !== "loaded" || response.value.points.length === 0) return [];
    const across = acrossOf(response.value, asked);
    const curves = sweepCurves(response.value, { across, time, series: [] });
    return curves.slice(0, MOST_CHARTS).map(curvesChart);
  }, [response, asked, time]);
  if (charts.length === 0) return null;
  return (
    <div class="charts">
      {charts.map((chart) => (
        <ChartView key={chart.key} chart={chart} />
      ))}
    </div>
  );
}
