import type { LoggedRun, LoggedSeries } from "@driftgraph/core";
import type { FinalHistogram, RunData, SeriesData, Statistic } from "./run-data.ts";

/** What a log says of its run, as plain data. */
export function runDataOf(name: string, logged: LoggedRun, problems: readonly string[]): RunData {
  const { run, times } = logged;
  return {
    name,
    model: run?.model,
    title: run?.title,
    timeUnit: run?.timeUnit,
    times: [...times],
    series: logged.series.flatMap((series) => seriesOf(series, togetherOf(logged, series.name))),
    facts: factsOf(logged),
    point: run?.point ?? {},
    problems: [...endOf(logged), ...logged.problems, ...problems],
  };
}

/** How a series goes together with others and with what it was. */
function togetherOf(logged: LoggedRun, name: string): NonNullable<SeriesData["together"]> {
  const ofPairs = (
    what: string,
    columns: ReadonlyMap<string, Float64Array>,
  ): [string, (number | null)[]][] =>
    [...columns].flatMap(([pair, values]) => {
      const [a, b] = pair.split(",");
      const other = a === name ? b : b === name ? a : undefined;
      return other === undefined ? [] : [[`${what}:${other}`, known(values)]];
    });
  const own = (
    what: string,
    columns: ReadonlyMap<string, Float64Array>,
  ): [string, (number | null)[]][] => {
    const values = columns.get(name);
    return values ? [[what, known(values)]] : [];
  };
  return Object.fromEntries([
    ...ofPairs("covariance", logged.covariances),
    ...ofPairs("covarianceError", logged.covarianceErrors),
    ...ofPairs("correlation", logged.correlations),
    ...ofPairs("correlationError", logged.correlationErrors),
    ...own("autocorrelation", logged.autocorrelations),
    ...own("autocorrelationError", logged.autocorrelationErrors),
  ]);
}

function seriesOf(
  { name, unit, statistics, histograms, samples }: LoggedSeries,
  together: NonNullable<SeriesData["together"]>,
): SeriesData[] {
  if (statistics.size === 0) return [];
  return [
    {
      name,
      unit,
      statistics: statisticsOf(statistics),
      together,
      paths: samples.paths,
      samples: samples.values.map(known),
      final: finalHistogram(histograms),
    },
  ];
}

function statisticsOf(columns: LoggedSeries["statistics"]): SeriesData["statistics"] {
  const column = (name: Statistic): (number | null)[] =>
    name === "sd"
      ? known(columns.get("variance") ?? []).map((value) => value && Math.sqrt(value))
      : known(columns.get(name) ?? []);
  return {
    mean: column("mean"),
    sd: column("sd"),
    min: column("min"),
    max: column("max"),
    q05: column("q05"),
    q25: column("q25"),
    q50: column("q50"),
    q75: column("q75"),
    q95: column("q95"),
  };
}

/** The last logged time's bins, those at either end that are empty left out. */
function finalHistogram(histograms: LoggedSeries["histograms"]): FinalHistogram | undefined {
  const last = histograms.at(-1);
  if (!last || !(last.bins.width > 0)) return undefined;
  // What lies below and above the bins has no width, so no bar.
  const counts = [...last.counts.slice(1, -1)];
  const first = counts.findIndex((count) => count > 0);
  if (first < 0) return undefined;
  const end = counts.findLastIndex((count) => count > 0) + 1;
  const { low, width } = last.bins;
  return { low: low + first * width, width, counts: counts.slice(first, end) };
}

/** How a run ended; one that ended early has results of fewer paths than it was to have. */
function statusOf(result: LoggedRun["result"]): string {
  if (!result) return "not finished";
  const { status, paths } = result;
  return status === "finished" ? status : `${status}, with results of ${paths} paths`;
}

function factsOf({ run, result }: LoggedRun): (readonly [string, string])[] {
  if (!run) return [];
  const { strong, weak } = run.order;
  const proved = [
    ...(strong === null ? [] : [`strong order ${strong}`]),
    ...(weak === null ? [] : [`weak order ${weak}`]),
  ];
  const settings = ["paths", "dt", "rtol", "atol", "tEnd", "seed", "dtype", "backend"].flatMap(
    (key): [string, string][] => {
      const value = run.settings[key];
      return value === undefined ? [] : [[key, String(value)]];
    },
  );
  return [
    ["model", run.model],
    ["scheme", [run.scheme.title, ...proved].join(", ")],
    ...Object.entries(run.point ?? {}).map(([key, value]): [string, string] => [
      key,
      String(value),
    ]),
    ...settings,
    // A sweep's point doesn't say how it ended; its sweep does.
    ...(run.point && !result ? [] : [["status", statusOf(result)] as const]),
    ...(run.command === undefined ? [] : [["command", run.command] as const]),
  ];
}

function endOf({ result }: LoggedRun): string[] {
  if (result?.status === "failed")
    return [`The run failed: ${result.error ?? "no reason is logged"}`];
  if (result?.status === "cancelled")
    return ["The run was ended early; this is what it had computed."];
  return [];
}

/** Numbers as JSON can carry them: what isn't finite is null. */
function known(values: Iterable<number>): (number | null)[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? value : null));
}
