import type { LoggedEventCounts, LoggedRun } from "@driftgraph/core";

/** More points than these are thinned, evenly: each has a log of its own to be read. */
const MOST_POINTS = 64;
/** What is told of each series. */
const STATISTICS = ["mean", "q05", "q50", "q95"] as const;

/** What came of one point of a sweep, by logged time. */
export interface SweepPoint {
  /** The sub-run's folder below the sweep's. */
  readonly run: string;
  readonly values: Readonly<Record<string, number>>;
  /** By series, then by statistic: `mean`, `q05`, `q50` and `q95`. */
  readonly statistics: ReadonlyMap<string, ReadonlyMap<string, Float64Array>>;
  /** By event: the paths, and those on which it holds. */
  readonly events: ReadonlyMap<string, Pick<LoggedEventCounts, "paths" | "holding">>;
}

/** How a model answers to the parameters that a sweep varies. */
export interface SweepResponse {
  readonly parameters: readonly string[];
  readonly times: Float64Array;
  readonly timeUnit: string | undefined;
  readonly series: readonly Pick<LoggedRun["series"][number], "name" | "title" | "unit">[];
  readonly events: readonly Pick<LoggedEventCounts, "name" | "title">[];
  /** Those that have numbers so far, in the sweep's order. */
  readonly points: readonly SweepPoint[];
  /** Points of the sweep, with those that weren't read. */
  readonly total: number;
}

/**
 * Gathers the points of a sweep.
 *
 * @param read the log of a point's sub-run; undefined if there is none.
 */
export async function sweepResponse(
  { parameters, points }: NonNullable<LoggedRun["sweep"]>,
  read: (run: string) => Promise<LoggedRun | undefined>,
): Promise<SweepResponse> {
  const logs = await Promise.all(
    thinned(points, MOST_POINTS).map(async (point) => ({ point, logged: await read(point.run) })),
  );
  const there = logs.flatMap(({ point, logged }) =>
    logged && logged.times.length > 0 ? [{ point, logged }] : [],
  );
  const longest = there.reduce<LoggedRun | undefined>(
    (most, { logged }) => (logged.times.length > (most?.times.length ?? 0) ? logged : most),
    undefined,
  );
  return {
    parameters,
    times: longest?.times ?? new Float64Array(),
    timeUnit: longest?.run?.timeUnit,
    series: longest?.series.map(({ name, title, unit }) => ({ name, title, unit })) ?? [],
    events: longest?.events.map(({ name, title }) => ({ name, title })) ?? [],
    points: there.map(({ point: { run, values }, logged }) => ({
      run,
      values,
      statistics: new Map(
        logged.series.map(({ name, statistics }) => [name, picked(statistics)] as const),
      ),
      events: new Map(
        logged.events.map(({ name, paths, holding }) => [name, { paths, holding }] as const),
      ),
    })),
    total: points.length,
  };
}

function picked(statistics: ReadonlyMap<string, Float64Array>): Map<string, Float64Array> {
  return new Map(
    STATISTICS.map((name) => [name, statistics.get(name) ?? new Float64Array()] as const),
  );
}

/** Evenly, the first and the last among them. */
function thinned<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  const places = Array.from({ length: most }, (_, i) =>
    Math.round((i * (all.length - 1)) / (most - 1)),
  );
  return places.flatMap((place) => all.slice(place, place + 1));
}
