import type { Correlations } from "../summary/correlation.ts";
import type { TableKind } from "./plugin.ts";
import type { Table } from "./table.ts";

/** Covariances and correlations of pairs, and autocorrelations, with their standard errors; no table where none were taken. */
export function correlationTables({ covariances, autocorrelations }: Correlations): Table[] {
  const pairs = covariances.map(({ a, b, ...of }) => ({ name: `${a},${b}`, ...of }));
  return [
    ...table(
      "covariances",
      pairs.map(({ name, covariance }) => ({ name, values: covariance })),
    ),
    ...table(
      "correlations",
      pairs.map(({ name, correlation }) => ({ name, values: correlation })),
    ),
    ...table(
      "autocorrelations",
      autocorrelations.map(({ name, correlation }) => ({ name, values: correlation })),
    ),
    ...table(
      "covariance-errors",
      pairs.map(({ name, errors }) => ({ name, values: errors.covariance })),
    ),
    ...table(
      "correlation-errors",
      pairs.map(({ name, errors }) => ({ name, values: errors.correlation })),
    ),
    ...table(
      "autocorrelation-errors",
      autocorrelations.flatMap(({ name, errors }) =>
        errors ? [{ name, values: errors.correlation }] : [],
      ),
    ),
  ];
}

function table(
  kind: TableKind,
  columns: readonly { readonly name: string; readonly values: Float64Array }[],
): Table[] {
  const [first] = columns;
  if (!first) return [];
  const width = columns.length;
  const values = new Float64Array(first.values.length * width);
  columns.forEach((column, c) => {
    column.values.forEach((value, k) => {
      values[k * width + c] = value;
    });
  });
  return [{ kind, width, columns: columns.map(({ name }) => name), values }];
}
