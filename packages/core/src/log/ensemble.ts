import type { Certificate } from "../certify/certificate.ts";
import type { Plan } from "../run/plan.ts";
import type { Ensemble, Prepared } from "../run/run.ts";
import { certificateDocument, certificateTables } from "./certificate.ts";
import { correlationTables } from "./correlations.ts";
import type { EventWriter } from "./event-writer.ts";
import { eventColumns, eventTables } from "./events.ts";
import { histogramTables, histogramValue } from "./histograms.ts";
import { sampleTables } from "./samples.ts";
import { type ScalarColumn, scalarColumns, scalarValue, violationColumn } from "./scalars.ts";
import { quantilesOf, statisticsTable } from "./statistics.ts";
import type { Table } from "./table.ts";

/**
 * Writes the results of a run, or of a sweep's point: first our own tables, which a viewer draws at
 * once, then what TensorBoard shows, one event a logged time.
 */
export async function writeEnsemble(
  writer: EventWriter,
  { plan, times }: Pick<Prepared, "plan" | "times">,
  ensemble: Ensemble,
  certificate?: Certificate,
): Promise<void> {
  const { timeUnit } = plan.model;
  const quantiles = ensemble.series.map(quantilesOf);
  if (certificate) await writer.summary(0, [certificateDocument(certificate)]);
  for (const table of tablesOf({ plan, times }, ensemble, certificate))
    await writer.table(table, plan.every);
  const columns = [
    ...ensemble.series.flatMap((series, s) => {
      const of = quantiles[s];
      return of ? scalarColumns(series, of, timeUnit) : [];
    }),
    ...Object.entries(ensemble.violations).map(([name, counts]) => violationColumn(name, counts)),
    ...ensemble.events.flatMap(eventColumns),
  ];
  await writeCharts(writer, plan, ensemble, columns);
}

/** Writes a preview's tables, which those of the results take the place of later. */
export async function writePreview(
  writer: EventWriter,
  prepared: Pick<Prepared, "plan" | "times">,
  ensemble: Ensemble,
): Promise<void> {
  for (const table of tablesOf(prepared, ensemble))
    await writer.table({ ...table, preview: true }, prepared.plan.every);
}

/** Our own tables, which a viewer draws. */
function tablesOf(
  { plan, times }: Pick<Prepared, "plan" | "times">,
  ensemble: Ensemble,
  certificate?: Certificate,
): Table[] {
  const { timeUnit } = plan.model;
  const quantiles = ensemble.series.map(quantilesOf);
  return [
    { kind: "times", unit: timeUnit, width: 1, values: times },
    ...ensemble.series.flatMap((series, s) => {
      const of = quantiles[s];
      return of ? [statisticsTable(series, of)] : [];
    }),
    ...sampleTables(ensemble, plan.dtype),
    ...ensemble.series.flatMap(histogramTables),
    ...countTable("violations", ensemble.violations, times.length),
    ...countTable("refinement", { ...ensemble.refinement }, times.length),
    ...eventTables(ensemble.events),
    ...correlationTables(ensemble.correlations),
    ...(certificate ? certificateTables(certificate) : []),
  ];
}

/** Scalars and histograms of each logged time that any path reached. */
async function writeCharts(
  writer: EventWriter,
  { every, dtype, model }: Plan,
  { series }: Ensemble,
  columns: readonly ScalarColumn[],
): Promise<void> {
  const format = { dtype, timeUnit: model.timeUnit };
  const counts = series[0]?.count ?? new Float64Array();
  const reached = [...counts.keys()].filter((k) => (counts[k] ?? 0) > 0);
  for (const k of reached) {
    const first = k === reached[0];
    await writer.summary(k * every, [
      ...series.map((of) => histogramValue(of, k, first, format)),
      ...columns.map((column) => scalarValue(column, k, first)),
    ]);
  }
}

/** Counts up to each logged time, a column each; none if nothing is counted. */
function countTable(
  kind: "violations" | "refinement",
  counts: Readonly<Record<string, Float64Array>>,
  rows: number,
): Table[] {
  const columns = Object.keys(counts);
  if (columns.length === 0) return [];
  const values = new Float64Array(rows * columns.length);
  Object.values(counts).forEach((column, c) => {
    column.forEach((count, k) => {
      values[k * columns.length + c] = count;
    });
  });
  return [{ kind, width: columns.length, columns, values }];
}
