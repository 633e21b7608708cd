import { type LogEvent, type SummaryValue, tensorNumbers, tensorStrings } from "@driftgraph/eventlog";

/** The plugin whose records are ours. */
const PLUGIN = "driftgraph";

/** Numbers with one row a logged time, and what the columns are. */
export interface LogTable {
  readonly width: number;
  readonly columns: readonly (string | number)[];
  readonly unit: string | undefined;
  /** Row-major; rows that a damaged log lacks are NaN. */
  readonly values: Float64Array;
}

/** Our own records of a run, put together from the events of its log. */
export interface LogTables {
  /** A JSON document, such as `run` or `result`; {} if the log has none. */
  document(kind: string): Readonly<Record<string, unknown>>;
  /** A table, such as `statistics` of a series; undefined if the log has none. */
  table(kind: string, series?: string): LogTable | undefined;
}

interface Part {
  readonly row: number;
  readonly rows: number;
  readonly width: number;
  readonly columns: readonly (string | number)[] | undefined;
  readonly unit: string | undefined;
  readonly values: Float64Array;
}

/** Gathers our own records from events; events of other plugins are passed over. */
export function collectTables(): LogTables & { add(event: LogEvent): void } {
  const documents = new Map<string, Readonly<Record<string, unknown>>>();
  const parts = new Map<string, Part[]>();
  return {
    add(event) {
      if (event.kind !== "summary") return;
      for (const value of event.values) addValue(value, documents, parts);
    },
    document: (kind) => documents.get(kind) ?? {},
    table: (kind, series) => assemble(parts.get(keyOf(kind, series)) ?? []),
  };
}

function addValue(
  { plugin, data }: SummaryValue,
  documents: Map<string, Readonly<Record<string, unknown>>>,
  parts: Map<string, Part[]>,
): void {
  if (plugin?.name !== PLUGIN || data.kind !== "tensor") return;
  const content = parseObject(new TextDecoder().decode(plugin.content));
  const { kind, series, row, columns, unit } = content;
  if (typeof kind !== "string") return;
  if (data.tensor.dtype === "DT_STRING") {
    documents.set(kind, parseObject(tensorStrings(data.tensor)[0] ?? ""));
    return;
  }
  const [rows = 0, width = 0] = data.tensor.shape ?? [];
  const key = keyOf(kind, typeof series === "string" ? series : undefined);
  const part: Part = {
    row: typeof row === "number" ? row : 0,
    rows,
    width,
    columns: Array.isArray(columns) ? columns.filter(isLabel) : undefined,
    unit: typeof unit === "string" ? unit : undefined,
    values: tensorNumbers(data.tensor),
  };
  parts.set(key, [...(parts.get(key) ?? []), part]);
}

function assemble(parts: readonly Part[]): LogTable | undefined {
  const [first] = parts;
  if (!first) return undefined;
  const { width, columns, unit } = first;
  const fitting = parts.filter((part) => part.width === width && part.values.length === part.rows * width);
  const rows = Math.max(0, ...fitting.map((part) => part.row + part.rows));
  const values = new Float64Array(rows * width).fill(Number.NaN);
  for (const part of fitting) values.set(part.values, part.row * width);
  return { width, columns: columns ?? [], unit, values };
}

function keyOf(kind: string, series: string | undefined): string {
  return series === undefined ? kind : `${kind}/${series}`;
}

/** A parsed JSON object; {} for anything else, as a log may hold anything. */
function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function isLabel(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}
