import { type Table, tableOf } from "../../charts/table.ts";
import type { Entry } from "../series/entries.ts";
import { densitiesOf } from "./histogram-density.ts";

/**
 * The bins as they were counted, one row each, from the first to the last that isn't empty; what lies outside the
 * bins has a row without the outer edge.
 *
 * @param rows of the logged times; undefined for all
 */
export function histogramTable(
  entries: readonly Entry[],
  rows: ReadonlySet<number> | undefined,
): Table {
  const [runs, names, times]: [string[], string[], number[]] = [[], [], []];
  const [lefts, rights, counts]: [number[], number[], number[]] = [[], [], []];
  for (const { run, logged, series } of entries) {
    densitiesOf(series).forEach((density, k) => {
      if (rows && !rows.has(k)) return;
      const add = (left: number, right: number, count: number): void => {
        runs.push(run);
        names.push(series.name);
        times.push(logged.times[k] ?? Number.NaN);
        lefts.push(left);
        rights.push(right);
        counts.push(count);
      };
      const { edges } = density;
      const [low, high] = density.range;
      if (density.below > 0) add(Number.NaN, edges[0] ?? Number.NaN, density.below);
      density.counts.forEach((count, bin) => {
        const [left, right] = [edges[bin] ?? Number.NaN, edges[bin + 1] ?? Number.NaN];
        if (left >= low && right <= high) add(left, right, count);
      });
      if (density.above > 0) add(edges.at(-1) ?? Number.NaN, Number.NaN, density.above);
    });
  }
  return tableOf([
    ["run", runs],
    ["series", names],
    ["time", times],
    ["left", lefts],
    ["right", rights],
    ["count", counts],
  ]);
}
