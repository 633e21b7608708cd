import type { Certificate, ErrorColumns } from "../certify/certificate.ts";
import type { Tolerance } from "../simulation/adaptive.ts";
import type { SummaryValue } from "./event.ts";
import { documentRecord } from "./plugin.ts";
import type { Table } from "./table.ts";

/** What a certificate rests on: the document `driftgraph/certificate`. */
export interface CertificateRecord {
  /** Paths of the coupled run. */
  readonly paths: number;
  /** Of these, those that were left out. */
  readonly lost: number;
  /** Orders that the errors were extrapolated by; null if they were taken as they are. */
  readonly order: { readonly strong: number | null; readonly weak: number | null };
  /** Of steps that adapt: the stricter tolerance that they were compared with, instead of dt/2. */
  readonly tolerance?: Pick<Tolerance, "rtol" | "atol" | "halvings">;
}

/** The record of a certificate. */
export function certificateDocument({ paths, lost, order, tolerance }: Certificate): SummaryValue {
  // JSON makes null of the infinite orders of a comparison with a reference.
  const record: CertificateRecord = { paths, lost, order, ...(tolerance && { tolerance }) };
  return documentRecord("certificate", record);
}

/** The errors of each series and event, one table each. */
export function certificateTables({ series, events }: Certificate): Table[] {
  return [
    ...series.map(({ name, strong, strongError, strongOrder, strongOrderError, ...of }) =>
      tableOf(name, {
        strong,
        "strong:error": strongError,
        "strong:order": strongOrder,
        "strong:orderError": strongOrderError,
        ...errorColumns("mean", of.mean),
        ...errorColumns("sd", of.sd),
        ...Object.assign({}, ...of.quantiles.map((of) => errorColumns(of.name, of))),
      }),
    ),
    ...events.map(({ name, flipped, share, reached, passage }) =>
      tableOf(name, {
        flipped,
        ...errorColumns("share", share),
        ...(reached && errorColumns("reached", reached)),
        ...(passage && errorColumns("passage", passage)),
      }),
    ),
  ];
}

function errorColumns(of: string, columns: ErrorColumns): Record<string, Float64Array> {
  const { weak, weakError, sampling, rounding, roundingError } = columns;
  return {
    [`${of}:weak`]: weak,
    [`${of}:weakError`]: weakError,
    [`${of}:sampling`]: sampling,
    ...(rounding && { [`${of}:rounding`]: rounding }),
    ...(roundingError && { [`${of}:roundingError`]: roundingError }),
  };
}

function tableOf(series: string, columns: Readonly<Record<string, Float64Array>>): Table {
  const names = Object.keys(columns);
  const width = names.length;
  const rows = columns[names[0] ?? ""]?.length ?? 0;
  const values = new Float64Array(rows * width);
  Object.values(columns).forEach((column, c) => {
    column.forEach((value, k) => {
      values[k * width + c] = value;
    });
  });
  return { kind: "errors", series, width, columns: names, values };
}
