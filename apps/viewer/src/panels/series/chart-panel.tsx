import type { ComponentChildren } from "preact";
import type { Chart } from "../../charts/chart.ts";
import { figureDownloads } from "../../charts/chart-files.ts";
import { ChartTable } from "../../charts/chart-table.tsx";
import { ChartView } from "../../charts/chart-view.tsx";
import type { Table } from "../../charts/table.ts";
import { useZoom } from "../../charts/zoom.ts";
import { PanelFrame } from "../../frame/panel-frame.tsx";
import { useApp } from "../../state/use-app.ts";

/** A panel of charts that are read and zoomed, and no more. */
export function ChartPanel({
  title,
  name,
  help,
  controls,
  note,
  zoomKey,
  charts,
  table,
}: {
  title: string;
  /** Its files' name. */
  name: string;
  help: ComponentChildren;
  controls: ComponentChildren;
  note: string | undefined;
  zoomKey: string;
  charts: readonly Chart[];
  table: () => Table;
}) {
  const zoom = useZoom(useApp().view, zoomKey);
  return (
    <PanelFrame
      title={title}
      help={help}
      downloads={figureDownloads({ name, charts: charts.map((chart) => ({ chart, zoom })), table })}
      controls={controls}
    >
      {note && <p class="faint">{note}</p>}
      <div class="charts">
        {charts.map((chart) => (
          <ChartView key={chart.key ?? chart.title} chart={chart} live={zoom} />
        ))}
      </div>
      <ChartTable title={title} table={table} />
    </PanelFrame>
  );
}
