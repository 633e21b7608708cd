import type { LoggedRun, LoggedSeries } from "@driftgraph/core";
import { type Table, tableOf } from "../../charts/table.ts";
import type { RestPoints } from "./rest-points.ts";

/** Sample paths in the plane, one row a path and time; before them the equilibria. */
export function phaseTable(
  logged: LoggedRun,
  x: LoggedSeries,
  y: LoggedSeries,
  rest: RestPoints,
): Table {
  const [parts, paths, times]: [string[], number[], number[]] = [[], [], []];
  const [xs, ys]: [number[], number[]] = [[], []];
  const add = (part: string, path: number, time: number, a: number, b: number): void => {
    parts.push(part);
    paths.push(path);
    times.push(time);
    xs.push(a);
    ys.push(b);
  };
  const place = ({ name }: LoggedSeries): number =>
    logged.model?.equations.findIndex(({ species }) => species === name) ?? -1;
  for (const point of rest.points) {
    const [a, b] = [point.x[place(x)] ?? Number.NaN, point.x[place(y)] ?? Number.NaN];
    add(point.kind, Number.NaN, Number.NaN, a, b);
  }
  x.samples.values.forEach((values, i) => {
    const others = y.samples.values[i];
    values.forEach((value, k) => {
      const time = logged.times[k] ?? Number.NaN;
      add("path", x.samples.paths[i] ?? Number.NaN, time, value, others?.[k] ?? Number.NaN);
    });
  });
  return tableOf([
    ["part", parts],
    ["path", paths],
    ["time", times],
    [x.name, xs],
    [y.name, ys],
  ]);
}
