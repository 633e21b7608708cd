import type { LoggedRun, LoggedSeries } from "@driftgraph/core";
import type { RunContents } from "../../reading/run-contents.ts";
import { paletteColour } from "../../state/palette.ts";

/** One series of one run, with the colour that it has in a chart. */
export interface Entry {
  readonly run: string;
  readonly logged: LoggedRun;
  readonly series: LoggedSeries;
  readonly colour: string;
  /** What tells it from the others of its chart. */
  readonly label: string;
}

/** The entries that share a chart. */
export interface Cell {
  readonly key: string;
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** How series and runs are spread over charts. */
export interface Arrangement {
  /** Names of the series that are shown; empty for all. */
  readonly series: readonly string[];
  /** All series of a run in one chart, or one chart each. */
  readonly together: boolean;
  /** Runs side by side, or overlaid by their colours. */
  readonly beside: boolean;
}

/** What a cell shows, whatever the runs. */
export function namesOf({ entries }: Cell): string {
  return [...new Set(entries.map(({ series }) => series.name))].join("\n");
}

/** Names of all series of some runs, in the model's order. */
export function seriesNames(runs: readonly RunContents[]): string[] {
  return [...new Set(runs.flatMap(({ logged }) => logged.series.map(({ name }) => name)))];
}

/** A series' colour: the same for its place in the model's order in every panel. */
export function seriesColour(logged: LoggedRun, name: string): string {
  return paletteColour(
    Math.max(
      0,
      logged.series.findIndex((one) => one.name === name),
    ),
  );
}

/**
 * Which chart shows what.
 *
 * @param colourOfRun the colours of runs, where runs share a chart
 */
export function arrange(
  runs: readonly RunContents[],
  { series, together, beside }: Arrangement,
  colourOfRun: (run: string) => string,
): Cell[] {
  const names = seriesNames(runs).filter((name) => series.length === 0 || series.includes(name));
  const shown = names.length > 0 ? names : seriesNames(runs);
  const isOne = runs.length === 1;
  if (together) return runs.map((run) => cellOfAll(run, shown, isOne));
  if (isOne || beside) {
    return shown.flatMap((name) =>
      runs.flatMap((run) => {
        const entries = entriesOf([run], name, (of) => seriesColour(of.logged, name));
        return cellOf(`${name} ${run.name}`, isOne ? undefined : run.name, entries);
      }),
    );
  }
  return shown.flatMap((name) => {
    const entries = entriesOf(runs, name, (of) => colourOfRun(of.name)).map((entry) => ({
      ...entry,
      label: entry.run,
    }));
    const measures = [...new Set(entries.map(measureOf))];
    if (measures.length === 1) return cellOf(name, undefined, entries);
    return measures.flatMap((measure) => {
      const alike = entries.filter((entry) => measureOf(entry) === measure);
      const [first] = alike;
      return cellOf(`${name} ${measure}`, first?.logged.run?.model ?? first?.run, alike);
    });
  });
}

/** What a series' values and times are measured in: only of one measure two can share axes. */
function measureOf({ series, logged }: Entry): string {
  return JSON.stringify([series.unit, logged.run?.timeUnit]);
}

function cellOfAll(run: RunContents, names: readonly string[], isOne: boolean): Cell {
  const entries = names.flatMap((name) =>
    entriesOf([run], name, (of) => seriesColour(of.logged, name)),
  );
  const title = run.logged.run?.title ?? run.logged.run?.model ?? run.name;
  return { key: run.name, title: isOne ? title : run.name, entries };
}

function cellOf(key: string, run: string | undefined, entries: readonly Entry[]): Cell[] {
  const [first] = entries;
  if (!first) return [];
  const name = titleOf(first.series);
  return [{ key, title: run === undefined ? name : `${name} · ${run}`, entries }];
}

function entriesOf(
  runs: readonly RunContents[],
  name: string,
  colour: (run: RunContents) => string,
): Entry[] {
  return runs.flatMap((run) => {
    const series = run.logged.series.find((one) => one.name === name);
    if (!series) return [];
    return [{ run: run.name, logged: run.logged, series, colour: colour(run), label: name }];
  });
}

/** A series as titles name it: `x1 · protein 1`. */
export function titleOf({ name, title }: Pick<LoggedSeries, "name" | "title">): string {
  return title === undefined || title === name ? name : `${name} · ${title}`;
}
