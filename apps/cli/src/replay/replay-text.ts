import type { Replay, ReplayColumn } from "@driftgraph/core";

/** A replayed path as JSON: what `driftgraph replay --format json` prints. */
export interface ReplayJson {
  readonly run: string;
  readonly model: string;
  readonly scheme: string;
  readonly path: number;
  /** A string: JSON numbers would lose digits of a large one. */
  readonly seed: string;
  readonly dt: number;
  readonly dtype: string;
  readonly times: readonly number[];
  /** By name, one value a time; null where it isn't finite. */
  readonly series: Readonly<Record<string, readonly (number | null)[]>>;
  /** By name, one value a step. */
  readonly increments: Readonly<Record<string, readonly number[]>>;
}

/** A path as a table: one row a time, with the increments of the step that begins there. */
export function replayCsv({ times, series, increments }: Replay): string {
  const columns = [...series, ...increments];
  const heading = ["step", "t", ...columns.map(({ name }) => name)];
  const rows = Array.from(times, (t, k) =>
    [k, t, ...columns.map(({ values }) => values[k] ?? "")].join(","),
  );
  return `${[heading.join(","), ...rows].join("\n")}\n`;
}

/** A path as a JSON object. */
export function replayJson(
  { plan, path, times, series, increments }: Replay,
  run: string,
): ReplayJson {
  const byName = <T>(
    columns: readonly ReplayColumn[],
    read: (value: number) => T,
  ): Record<string, T[]> =>
    Object.fromEntries(columns.map(({ name, values }) => [name, Array.from(values, read)]));
  return {
    run,
    model: plan.model.name,
    scheme: plan.scheme.name,
    path,
    seed: String(plan.seed),
    dt: plan.dt,
    dtype: plan.dtype,
    times: [...times],
    series: byName(series, (value) => (Number.isFinite(value) ? value : null)),
    increments: byName(increments, (value) => value),
  };
}
