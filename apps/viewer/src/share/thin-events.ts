import type { LogEvent, SummaryValue, Tensor } from "@driftgraph/eventlog";
import type { Thinning } from "./thinning.ts";

const OURS = "driftgraph";
/** Our tables with one row a logged time. */
const ROWS = new Set(["times", "statistics", "bins", "counts", "samples", "violations"]);
/** What we log for TensorBoard beside our tables. */
const COPIES = new Set(["scalars", "histograms"]);

/** What our plugin's metadata says of a record, as far as it matters here. */
interface TableContent {
  readonly kind?: string;
  readonly row?: number;
  readonly columns?: readonly unknown[];
}

/**
 * A log's events with less in them. What is left out depends on nothing but the log and `thinning`, so that the
 * same runs make the same report.
 */
export function* thinEvents(events: readonly LogEvent[], thinning: Thinning): Generator<LogEvent> {
  const rows = rowsOf(events);
  const plugins = new Map<string, string>();
  const seen = new Map<string, number>();
  const counts = countTags(events);
  for (const event of events) {
    if (event.kind !== "summary") {
      yield event;
      continue;
    }
    const values = event.values.flatMap((value): SummaryValue[] => {
      // Only a tag's first value need name its plugin.
      const plugin = value.plugin?.name ?? plugins.get(value.tag) ?? "";
      plugins.set(value.tag, plugin);
      if (plugin === OURS) return thinTable(value, thinning, rows);
      if (thinning.dropsCopies && rows > 0 && COPIES.has(plugin)) return [];
      const index = seen.get(value.tag) ?? 0;
      seen.set(value.tag, index + 1);
      const isLast = index + 1 === counts.get(value.tag);
      return index % thinning.time === 0 || isLast ? [value] : [];
    });
    if (values.length > 0) yield { ...event, values };
  }
}

/** Logged times of a run of ours; 0 in logs of others. */
function rowsOf(events: readonly LogEvent[]): number {
  let rows = 0;
  for (const event of events) {
    if (event.kind !== "summary") continue;
    for (const { tag, data, plugin } of event.values) {
      if (tag !== `${OURS}/times` || data.kind !== "tensor") continue;
      rows = Math.max(rows, (contentOf(plugin?.content).row ?? 0) + (data.tensor.shape?.[0] ?? 0));
    }
  }
  return rows;
}

function countTags(events: readonly LogEvent[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const event of events) {
    if (event.kind !== "summary") continue;
    for (const { tag } of event.values) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return counts;
}

function thinTable(value: SummaryValue, thinning: Thinning, total: number): SummaryValue[] {
  const { data, plugin } = value;
  const content = contentOf(plugin?.content);
  if (data.kind !== "tensor" || !plugin || !ROWS.has(content.kind ?? "")) return [value];
  const { tensor } = data;
  const [rows = 0, width = 1] = tensor.shape ?? [];
  const { values } = tensor;
  if (!(values instanceof Float32Array || values instanceof Float64Array)) return [value];
  if (rows * width !== values.length) return [value];
  const first = content.row ?? 0;
  const isKept = (row: number): boolean => row % thinning.time === 0 || row === total - 1;
  const keptRows = indices(rows).filter((row) => isKept(first + row));
  const keptColumns = indices(width).filter(
    (column) => content.kind !== "samples" || column % thinning.path === 0,
  );
  if (keptRows.length === 0) return [];
  const thin = new (values instanceof Float32Array ? Float32Array : Float64Array)(
    keptRows.length * keptColumns.length,
  );
  let at = 0;
  for (const row of keptRows) {
    for (const column of keptColumns) thin[at++] = values[row * width + column] ?? Number.NaN;
  }
  const columns = content.columns && keptColumns.map((column) => content.columns?.[column]);
  const before = Math.ceil(first / thinning.time);
  const next = {
    ...content,
    ...(content.row !== undefined && { row: before }),
    ...(columns && { columns }),
  };
  const shape =
    tensor.shape?.length === 1 ? [keptRows.length] : [keptRows.length, keptColumns.length];
  return [
    {
      ...value,
      plugin: { ...plugin, content: new TextEncoder().encode(JSON.stringify(next)) },
      data: { kind: "tensor", tensor: { ...tensor, shape, values: thin } satisfies Tensor },
    },
  ];
}

function indices(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function contentOf(content: Uint8Array | undefined): TableContent {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(content ?? new Uint8Array()));
    return typeof parsed === "object" && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}
