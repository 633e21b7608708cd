import { type FinalHistogram, type RunData, type SeriesData, STATISTICS, type Statistic } from "./run-data.ts";
import type { LogTable, LogTables } from "./log-tables.ts";

/** What a log says of its run, as plain data. */
export function runDataOf(name: string, log: LogTables, problems: readonly string[]): RunData {
  const run = log.document("run");
  const result = log.document("result");
  const times = [...(log.table("times")?.values ?? [])];
  return {
    name,
    model: text(run["model"]),
    title: text(run["title"]),
    timeUnit: text(run["timeUnit"]),
    times,
    series: labelsOf(run["series"]).flatMap((label) => seriesOf(label, log, times.length)),
    facts: factsOf(run, result),
    point: numbersOf(run["point"]),
    problems: [...endOf(run, result), ...problems],
  };
}

interface Label {
  readonly name: string;
  readonly unit: string | undefined;
}

function labelsOf(value: unknown): Label[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    const label = objectOf(entry);
    const name = text(label["name"]);
    return name === undefined ? [] : [{ name, unit: text(label["unit"]) }];
  });
}

function seriesOf({ name, unit }: Label, log: LogTables, times: number): SeriesData[] {
  const statistics = log.table("statistics", name);
  if (!statistics) return [];
  const samples = log.table("samples", name);
  return [
    {
      name,
      unit,
      statistics: statisticsOf(statistics),
      paths: (samples?.columns ?? []).filter((path) => typeof path === "number"),
      samples: samples ? columnsOf(samples) : [],
      final: finalHistogram(log, name, times),
    },
  ];
}

function statisticsOf(table: LogTable): SeriesData["statistics"] {
  const column = (name: string): (number | null)[] => columnAt(table, table.columns.indexOf(name));
  const variance = column("variance");
  const entries = STATISTICS.map((name): [Statistic, (number | null)[]] => [
    name,
    name === "sd" ? variance.map((value) => value && Math.sqrt(value)) : column(name),
  ]);
  return Object.fromEntries(entries) as Record<Statistic, (number | null)[]>;
}

function columnsOf(table: LogTable): (number | null)[][] {
  return Array.from({ length: table.width }, (_, i) => columnAt(table, i));
}

function columnAt({ width, values }: LogTable, column: number): (number | null)[] {
  if (column < 0) return [];
  return Array.from({ length: values.length / width }, (_, row) => finite(values[row * width + column]));
}

/** The last logged time's bins: a row of `bins` says what the same row of `counts` counts. */
function finalHistogram(log: LogTables, series: string, times: number): FinalHistogram | undefined {
  const bins = log.table("bins", series);
  const counts = log.table("counts", series);
  if (!bins || !counts || times === 0) return undefined;
  const cell = (name: string): number => bins.values[(times - 1) * bins.width + bins.columns.indexOf(name)] ?? Number.NaN;
  const [low, width, count, first, slots] = ["low", "width", "count", "firstSlot", "slots"].map(cell);
  if (low === undefined || width === undefined || count === undefined || first === undefined || !(width > 0)) return undefined;
  const row = counts.values.subarray((times - 1) * counts.width, (times - 1) * counts.width + (slots ?? 0));
  // Slot 0 is below the bins and slot count + 1 above them: neither has the bins' width.
  const inside = [...row].filter((_, i) => first + i >= 1 && first + i <= count);
  return { low: low + (Math.max(first, 1) - 1) * width, width, counts: inside };
}

function factsOf(run: Readonly<Record<string, unknown>>, result: Readonly<Record<string, unknown>>): [string, string][] {
  const settings = objectOf(run["settings"]);
  const order = objectOf(run["order"]);
  const proved = ["strong", "weak"].flatMap((kind) => (typeof order[kind] === "number" ? [`${kind} order ${order[kind]}`] : []));
  const scheme = text(objectOf(run["scheme"])["title"]);
  const shown = ["paths", "dt", "tEnd", "seed", "dtype", "backend"].flatMap((key) =>
    settings[key] === undefined ? [] : [[key, String(settings[key])] as [string, string]],
  );
  const points = Object.entries(numbersOf(run["point"])).map(([key, value]): [string, string] => [key, String(value)]);
  const facts: [string, string | undefined][] = [
    ["model", text(run["model"])],
    ["scheme", scheme && [scheme, ...proved].join(", ")],
    ...points,
    ...shown,
    ["status", text(result["status"])],
    ["command", text(run["command"])],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as [string, string]]));
}

function endOf(run: Readonly<Record<string, unknown>>, result: Readonly<Record<string, unknown>>): string[] {
  if (run["model"] === undefined) return [];
  if (result["status"] === "failed") return [`The run failed: ${text(result["error"]) ?? "no reason is logged"}`];
  if (result["status"] === "cancelled") return ["The run was ended early; this is what it had computed."];
  return [];
}

function numbersOf(value: unknown): Record<string, number> {
  const entries = Object.entries(objectOf(value));
  return Object.fromEntries(entries.filter((entry): entry is [string, number] => typeof entry[1] === "number"));
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
