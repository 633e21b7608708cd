import {
  DOCUMENT_KINDS,
  type DocumentKind,
  LOG_VERSION,
  PLUGIN,
  type RecordContent,
  recordTag,
  TABLE_KINDS,
  type TableKind,
} from "../plugin.ts";
import type { SeriesLabel } from "../run-record.ts";
import { array, boolean, either, number, object, oneOf, optional, string } from "./check.ts";
import { DOCUMENTS, type Documents } from "./documents.ts";
import type { LoggedEventCounts, LoggedHistogram, LoggedRun, LoggedSeries } from "./logged-run.ts";
import { columnOf, columnsOf, type ReadTable, TableParts } from "./tables.ts";

/** A tagged value as readers of event files give it. */
export interface LoggedValue {
  readonly tag: string;
  readonly data: {
    readonly kind: string;
    readonly tensor?: {
      readonly dtype: string;
      readonly shape: readonly number[] | null;
      readonly values: ArrayLike<unknown>;
    };
  };
  readonly plugin?: { readonly name: string; readonly content?: Uint8Array };
}

/** An event as readers of event files give it; only summaries are looked at. */
export interface LoggedEvent {
  readonly kind: string;
  readonly values?: readonly LoggedValue[];
}

const isContent = object<RecordContent>({
  version: number,
  kind: oneOf(...DOCUMENT_KINDS, ...TABLE_KINDS),
  series: optional(string),
  row: optional(number),
  preview: optional(boolean),
  columns: optional(array(either(string, number))),
  unit: optional(string),
});

const EMPTY: ReadTable = { rows: 0, width: 0, columns: [], values: new Float64Array() };
const UTF8 = new TextDecoder();

/**
 * Reads our own records back from a run's events, in any order and as they come: what a log holds so
 * far can be asked for at any time.
 */
export class RunLogReader {
  readonly #documents: { -readonly [K in DocumentKind]?: Documents[K] } = {};
  readonly #tables = new Map<string, TableParts>();
  readonly #series = new Set<string>();
  readonly #problems: string[] = [];

  /** Takes an event; returns whether it held records of ours. */
  add(event: LoggedEvent): boolean {
    const own = (event.values ?? []).filter(({ plugin }) => plugin?.name === PLUGIN);
    for (const value of own) {
      const problem = this.#take(value);
      if (problem !== undefined) this.#problems.push(`${value.tag}: ${problem}`);
    }
    return own.length > 0;
  }

  /** The run so far. */
  read(): LoggedRun {
    const { model, run, sweep, graphs, progress, profile, certificate, multilevel, result } =
      this.#documents;
    const labels =
      run?.series ?? [...this.#series].map((name): SeriesLabel => ({ name, kind: "species" }));
    return {
      model,
      run,
      sweep,
      graphs,
      progress,
      profile,
      certificate,
      multilevel,
      errors: this.#readErrors([
        ...labels.map(({ name }) => name),
        ...(model?.events ?? []).map(({ name }) => name),
      ]),
      result,
      times: this.#table("times").values,
      series: labels.map((label) => this.#readSeries(label)),
      violations: this.#columns("violations"),
      refinement: this.#columns("refinement"),
      covariances: this.#columns("covariances"),
      correlations: this.#columns("correlations"),
      autocorrelations: this.#columns("autocorrelations"),
      covarianceErrors: this.#columns("covariance-errors"),
      correlationErrors: this.#columns("correlation-errors"),
      autocorrelationErrors: this.#columns("autocorrelation-errors"),
      events: (model?.events ?? []).flatMap(({ name, title }) => this.#readEvent(name, title)),
      problems: this.#problems,
    };
  }

  /** Takes a record; returns what is wrong with it. */
  #take({ plugin, data: { tensor } }: LoggedValue): string | undefined {
    const content = parseJson(plugin?.content);
    if (!isContent(content) || !tensor) return "not a record that this version knows";
    if (content.version > LOG_VERSION)
      return `of version ${content.version}, newer than ${LOG_VERSION}`;
    const { kind } = content;
    if (isDocument(kind)) return this.#takeDocument(kind, tensor.values[0]);
    const [rows = 0, width = 0] = tensor.shape ?? [];
    const numbers = numbersOf(tensor.values);
    if (width < 1 || rows * width !== numbers.length) return "not a table";
    if (content.series !== undefined) this.#series.add(content.series);
    const tag = recordTag(kind, content.series);
    const isPreview = content.preview === true;
    const known = this.#tables.get(tag);
    // A preview has been, once there is the table itself.
    if (known && isPreview && !known.isPreview) return undefined;
    const isAnew = known === undefined || (known.isPreview && !isPreview);
    const parts = isAnew ? new TableParts(width, isPreview) : known;
    this.#tables.set(tag, parts);
    return parts.add(content, width, numbers) ? undefined : "doesn't fit the records before it";
  }

  #takeDocument(kind: DocumentKind, text: unknown): string | undefined {
    const value = text instanceof Uint8Array ? parseJson(text) : undefined;
    return this.#setDocument(kind, value) ? undefined : "not as this version writes it";
  }

  #setDocument<K extends DocumentKind>(kind: K, value: unknown): boolean {
    const check = DOCUMENTS[kind];
    if (!check(value)) return false;
    this.#documents[kind] = value;
    return true;
  }

  #table(kind: TableKind, series?: string): ReadTable {
    return this.#tables.get(recordTag(kind, series))?.assemble() ?? EMPTY;
  }

  /** The columns of a table by name. */
  #columns(kind: TableKind): Map<string, Float64Array> {
    const table = this.#table(kind);
    return new Map(table.columns.map((name, i) => [String(name), columnOf(table, i)]));
  }

  #readErrors(names: readonly string[]): Map<string, Map<string, Float64Array>> {
    const tables = names.map((name) => [name, this.#table("errors", name)] as const);
    return new Map(
      tables
        .filter(([, { rows }]) => rows > 0)
        .map(([name, table]) => [
          name,
          new Map(table.columns.map((column, i) => [String(column), columnOf(table, i)])),
        ]),
    );
  }

  #readEvent(name: string, title: string | undefined): LoggedEventCounts[] {
    const table = this.#table("events", name);
    if (table.rows === 0) return [];
    const column = (of: string): Float64Array => columnOf(table, table.columns.indexOf(of));
    return [
      {
        name,
        title,
        paths: column("paths"),
        // Logs of before lost paths were told apart have them among the others.
        known: column(table.columns.includes("known") ? "known" : "paths"),
        holding: column("holding"),
        reached: column("reached"),
        begun: column("begun"),
        // As NaN in logs from before passages were kept to the step.
        passage: table.columns.includes("passage")
          ? column("passage")
          : new Float64Array(table.rows).fill(Number.NaN),
      },
    ];
  }

  #readSeries({ name, title, unit }: SeriesLabel): LoggedSeries {
    const statistics = this.#table("statistics", name);
    const samples = this.#table("samples", name);
    return {
      name,
      title,
      unit,
      statistics: new Map(
        statistics.columns.map((column, i) => [String(column), columnOf(statistics, i)]),
      ),
      histograms: histograms(this.#table("bins", name), this.#table("counts", name)),
      samples: {
        paths: samples.columns.map(Number),
        values: columnsOf(samples),
      },
    };
  }
}

/** Reads a run's events; see `RunLogReader` to follow a run that is being written. */
export function readRunLog(events: Iterable<LoggedEvent>): LoggedRun {
  const reader = new RunLogReader();
  for (const event of events) reader.add(event);
  return reader.read();
}

/** Most bins that a histogram is believed to have. */
const MOST_BINS = 2 ** 20;

function histograms(bins: ReadTable, counts: ReadTable): LoggedHistogram[] {
  return Array.from({ length: bins.rows }, (_, k): LoggedHistogram => {
    const row = bins.values.subarray(k * bins.width, (k + 1) * bins.width);
    const [low = 0, width = 0, count = 0, first = 0, used = 0] = row;
    const all = new Float64Array(count >= 0 && count <= MOST_BINS ? count + 2 : 0);
    const given = counts.values.subarray(k * counts.width, k * counts.width + used);
    if (first >= 0 && first + given.length <= all.length) all.set(given, first);
    return { bins: { low, width, count }, counts: all };
  });
}

/** A tensor's values; typed arrays are taken at once, for sample paths can be millions of numbers. */
function numbersOf(values: ArrayLike<unknown>): Float64Array {
  return values instanceof Float32Array || values instanceof Float64Array
    ? new Float64Array(values)
    : Float64Array.from(values, Number);
}

function isDocument(kind: DocumentKind | TableKind): kind is DocumentKind {
  return DOCUMENT_KINDS.some((name) => name === kind);
}

function parseJson(bytes: Uint8Array | undefined): unknown {
  try {
    return bytes && JSON.parse(UTF8.decode(bytes));
  } catch {
    return undefined;
  }
}
