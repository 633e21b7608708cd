import type { SummaryValue, Tensor } from "./event.ts";

/** The plugin of our own records; TensorBoard passes over it quietly. */
export const PLUGIN = "driftgraph";

/** What the tags of a preview's tables begin with. */
const PREVIEW = `${PLUGIN}/preview`;

/** Raised when a record changes so that older readers would misread it. */
export const LOG_VERSION = 1;

/** Records that hold one JSON object in a scalar string tensor. */
export const DOCUMENT_KINDS = [
  "model",
  "run",
  "sweep",
  "graphs",
  "progress",
  "profile",
  "certificate",
  "multilevel",
  "result",
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Records that hold numbers, one row a logged time. */
export const TABLE_KINDS = [
  "times",
  "statistics",
  "bins",
  "counts",
  "samples",
  "violations",
  "refinement",
  "events",
  "covariances",
  "correlations",
  "autocorrelations",
  "covariance-errors",
  "correlation-errors",
  "autocorrelation-errors",
  "errors",
] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

/** What the plugin's metadata says of a record, as JSON. */
export interface RecordContent {
  readonly version: number;
  readonly kind: DocumentKind | TableKind;
  /** The series that a table is of. */
  readonly series?: string;
  /** Index of the table's first row here; long tables come in several records. */
  readonly row?: number;
  /** What the columns are: names, or for samples the absolute path indices. */
  readonly columns?: readonly (string | number)[];
  readonly unit?: string;
  /** Whether it is of a run's first paths alone, until the results' take its place. */
  readonly preview?: boolean;
}

const UTF8 = new TextEncoder();

/** The tag of a record, such as `driftgraph/statistics/x1`. */
export function recordTag(kind: DocumentKind | TableKind, series?: string): string {
  return series === undefined ? `${PLUGIN}/${kind}` : `${PLUGIN}/${kind}/${series}`;
}

/** A record of our own plugin. Previews have tags of their own, since no tag may have a step twice. */
export function record(content: Omit<RecordContent, "version">, tensor: Tensor): SummaryValue {
  const { kind, series, preview } = content;
  const tag = recordTag(kind, series);
  return {
    tag: preview ? tag.replace(PLUGIN, PREVIEW) : tag,
    data: { kind: "tensor", tensor },
    plugin: { name: PLUGIN, content: encodeJson({ version: LOG_VERSION, ...content }) },
    dataClass: "tensor",
  };
}

/** A document: one JSON object. Numbers that aren't finite become null. */
export function documentRecord(kind: DocumentKind, value: object): SummaryValue {
  return record({ kind }, stringTensor(encodeJson(value)));
}

/** A scalar string tensor. */
export function stringTensor(text: string | Uint8Array): Tensor {
  const bytes = typeof text === "string" ? UTF8.encode(text) : text;
  return { dtype: "DT_STRING", shape: [], values: [bytes] };
}

function encodeJson(value: object): Uint8Array {
  return UTF8.encode(JSON.stringify(value));
}
