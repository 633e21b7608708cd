import { type Table, tableOf } from "../../charts/table.ts";
import type { Entry } from "../series/entries.ts";

/** Beyond so many values a table has the statistics alone; the log has the paths. */
const MOST_VALUES = 2_000_000;

/** Statistics and sample paths of series, one row a logged time. */
export function trajectoryTable(entries: readonly Entry[]): Table {
  const longest = entries.reduce<ArrayLike<number>>(
    (times, { logged }) => (logged.times.length > times.length ? logged.times : times),
    [],
  );
  const many = new Set(entries.map(({ run }) => run)).size > 1;
  return tableOf([["time", longest], ...entries.flatMap((entry) => columnsOf(entry, many))]);
}

function columnsOf({ run, series }: Entry, many: boolean): (readonly [string, Float64Array])[] {
  const name = many ? `${run} ${series.name}` : series.name;
  const { statistics, samples } = series;
  const sd = statistics.get("variance")?.map(Math.sqrt) ?? new Float64Array();
  const columns = ["q05", "q25", "q50", "q75", "q95", "min", "max"].map(
    (of) => [`${name} ${of}`, statistics.get(of) ?? new Float64Array()] as const,
  );
  const isTooMuch = samples.values.length * (samples.values[0]?.length ?? 0) > MOST_VALUES;
  const paths = isTooMuch
    ? []
    : samples.values.map((of, i) => [`${name} path ${samples.paths[i]}`, of] as const);
  return [
    [`${name} mean`, statistics.get("mean") ?? new Float64Array()],
    [`${name} sd`, sd],
    ...columns,
    ...paths,
  ];
}
