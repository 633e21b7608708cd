import type { DType } from "../run/dtype.ts";
import type { Ensemble } from "../run/run.ts";
import type { Table } from "./table.ts";

/** The sample paths, one table a series; the columns are the paths' absolute indices. */
export function sampleTables({ samples, series }: Ensemble, dtype: DType): Table[] {
  const { paths, values } = samples;
  return series.map(({ name, unit }, s) => ({
    kind: "samples",
    series: name,
    unit,
    width: paths.length,
    columns: paths,
    values: transposed(values[s] ?? [], dtype),
  }));
}

/** [path][time] as rows of times; in the precision in which the run computed. */
function transposed(byPath: readonly Float64Array[], dtype: DType): Float32Array | Float64Array {
  const times = byPath[0]?.length ?? 0;
  const length = times * byPath.length;
  const rows = dtype === "float32" ? new Float32Array(length) : new Float64Array(length);
  byPath.forEach((values, path) => {
    for (let k = 0; k < times; k++) rows[k * byPath.length + path] = values[k] ?? Number.NaN;
  });
  return rows;
}
