import { useComputed, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Chart } from "../../charts/chart.ts";
import { figureDownloads } from "../../charts/chart-files.ts";
import { ChartTable } from "../../charts/chart-table.tsx";
import { countText } from "../../charts/number-text.ts";
import { type Table, tableOf } from "../../charts/table.ts";
import { Message } from "../../frame/message.tsx";
import { PanelFrame } from "../../frame/panel-frame.tsx";
import type { RunContents } from "../../reading/run-contents.ts";
import { useApp } from "../../state/use-app.ts";
import type { Panel } from "../panel.ts";
import { ResetZoom } from "../series/controls.tsx";
import { OtherTags } from "./other-tags.tsx";
import { ScalarControls, styleOf } from "./scalar-controls.tsx";
import { HistogramCharts, ScalarCharts } from "./tag-charts.tsx";
import { type LoggedTag, loggedTags, type ShownPlugin } from "./tag-groups.ts";
import { Images, Texts } from "./texts-and-images.tsx";

/** What any program logged under tags: scalars, histograms, texts, images. */
export const scalars: Panel = { id: "scalars", title: "Scalars", Component: Scalars };

/** Runs beyond these are more than a chart can tell apart. */
const MOST_RUNS = 24;
/** Tags that are drawn before more are asked for. */
const PAGE = 12;

function Scalars() {
  const app = useApp();
  const contents = app.shown.value.slice(0, MOST_RUNS).map(({ name }) => app.contents(name).value);
  const runs = contents.flatMap((one) => (one.state === "loaded" ? [one.value] : []));
  if (runs.length > 0) return <Tags runs={runs} />;
  const failure = contents.find((one) => one.state === "failed");
  if (failure?.state === "failed") {
    return (
      <Message title="The run can't be read" problem>
        {failure.error}
      </Message>
    );
  }
  return <Message title="Reading the run …" busy />;
}

function Tags({ runs }: { runs: readonly RunContents[] }) {
  const { view } = useApp();
  const filter = view.get("scalars.tags") ?? "";
  const tags = useMemo(() => loggedTags(runs, filter), [runs.map(stamp).join("\n"), filter]);
  // Made below, after the scalars were fetched: an open table must follow them.
  const scalarCharts = useSignal<readonly Chart[]>([]);
  const histogramCharts = useSignal<readonly Chart[]>([]);
  const charts = useComputed(() => [...scalarCharts.value, ...histogramCharts.value]);
  const table = (): Table => tableOfCharts(charts.value);
  const style = styleOf(view);
  const of = (plugin: ShownPlugin): readonly LoggedTag[] =>
    tags.filter((tag) => tag.plugin === plugin);
  const hidden = runs.reduce((sum, run) => sum + run.tagCount - run.tags.length, 0);
  return (
    <PanelFrame
      title="Scalars"
      help={<Help />}
      downloads={figureDownloads({
        name: "scalars",
        // Looked up when a file is asked for.
        get charts() {
          return charts.peek().map((chart) => ({ chart }));
        },
        columns: 2,
        table,
      })}
      controls={
        <>
          <ScalarControls histograms={of("histograms").length > 0} />
          <ResetZoom of="scalars" />
        </>
      }
    >
      {hidden > 0 && (
        <p class="warning">{`${countText(hidden)} more tags are in these logs than are listed.`}</p>
      )}
      {tags.length === 0 && (
        <Message title={filter === "" ? "Nothing is logged under tags" : "No tag matches"}>
          {filter === ""
            ? "This log has no scalars, histograms, texts or images. The Events panel shows what it has."
            : "Every word of the filter must be in a tag's name."}
        </Message>
      )}
      <Section title="Scalars" tags={of("scalars")}>
        {(shown) => (
          <div class="charts tag-charts">
            <ScalarCharts
              tags={shown}
              style={style}
              onCharts={(made) => {
                scalarCharts.value = made;
              }}
            />
          </div>
        )}
      </Section>
      <Section title="Histograms" tags={of("histograms")}>
        {(shown) => (
          <div class="charts tag-charts">
            <HistogramCharts
              tags={shown}
              step={view.number("scalars.step")}
              onCharts={(made) => {
                histogramCharts.value = made;
              }}
            />
          </div>
        )}
      </Section>
      <Section title="Images" tags={of("images")}>
        {(shown) => shown.map((tag) => <Images key={tag.tag} {...tag} />)}
      </Section>
      <Section title="Texts" tags={of("text")}>
        {(shown) => shown.map((tag) => <Texts key={tag.tag} {...tag} />)}
      </Section>
      <OtherTags runs={runs} filter={filter} />
      <ChartTable title="Scalars" table={table} />
    </PanelFrame>
  );
}

function stamp({ name, version }: RunContents): string {
  return `${version} ${name}`;
}

/** Tags of one kind, a page at a time. */
function Section({
  title,
  tags,
  children,
}: {
  title: string;
  tags: readonly LoggedTag[];
  children: (shown: readonly LoggedTag[]) => ComponentChildren;
}) {
  const [count, setCount] = useState(PAGE);
  if (tags.length === 0) return null;
  return (
    <section aria-label={`${title} by tag`}>
      <h3>
        {title} <span class="faint">{countText(tags.length)}</span>
      </h3>
      {children(tags.slice(0, count))}
      {tags.length > count && (
        <button type="button" onClick={() => setCount(count + 2 * PAGE)}>
          {`Show ${Math.min(2 * PAGE, tags.length - count)} more of ${countText(tags.length)}`}
        </button>
      )}
    </section>
  );
}

function tableOfCharts(charts: readonly Chart[]): Table {
  return tableOf(
    charts.flatMap((chart) => {
      const table = chart.table();
      return table.columns.map(
        (name, column) =>
          [name, Array.from({ length: table.rows }, (_, row) => table.cell(row, column))] as const,
      );
    }),
  );
}

function Help() {
  return (
    <>
      <p>
        Everything that the shown runs logged under tags, by whatever program: TensorFlow, Keras,
        PyTorch, Driftgraph. Values are as logged; where lines are smoothed, by an exponential
        moving average whose start is corrected, the values themselves stand faint behind.
      </p>
      <p>
        Histograms are drawn over the bins that were logged, as densities: the share of values per
        unit of the axis. The chosen step stands out; the twelve before it fade.
      </p>
    </>
  );
}
