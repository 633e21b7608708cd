import { type LoggedEventCounts, type LoggedRun, wilsonInterval } from "@driftgraph/core";
import { numberText } from "../../charts/number-text.ts";
import { type Domain, extentOf } from "../../charts/scale.ts";
import type { Curve, Curves } from "../series/curves.ts";
import { namedBySeveral, type RunOfAspect } from "./aspects.ts";

/** For each event of the runs' models, on what share of the paths it holds, and has held, against time. */
export function eventCharts(runs: readonly RunOfAspect[]): Curves[] {
  const names = [...new Set(runs.flatMap(({ logged }) => logged.events.map(({ name }) => name)))];
  const charts = names.map((name, i): Curves => {
    const found = runs.flatMap((run) => {
      const event = run.logged.events.find((one) => one.name === name);
      return event ? [{ run, event }] : [];
    });
    const title = found[0]?.event.title;
    const curves = found.flatMap(({ run, event }) =>
      curvesOf(event, run.logged, {
        colour: runs.length > 1 ? run.colour : run.colourOf(i),
        named: namedBySeveral(runs, run),
      }),
    );
    return {
      title: title === undefined ? name : `${name} · ${title}`,
      name,
      summary: found.map(({ run, event }) => sentence(event, run)).join(" "),
      x: { label: "time", unit: found[0]?.run.logged.run?.timeUnit },
      y: { label: "share of paths" },
      curves,
    };
  });
  // The same for all of them.
  const most = extentOf(...charts.flatMap(({ curves }) => curves.map(({ ys }) => ys)))[1];
  const domain: Domain = [0, most > 0 && most < 0.4 ? most * 1.1 : 1];
  return charts.map((chart) => ({ ...chart, domain }));
}

function curvesOf(
  { paths, known, holding, reached }: LoggedEventCounts,
  { times }: LoggedRun,
  { colour, named }: { readonly colour: string; readonly named: string },
): Curve[] {
  const curve = (label: string, counts: Float64Array, all: Float64Array): Curve => {
    const bound = (side: "low" | "high"): Float64Array =>
      counts.map((count, k) => wilsonInterval(count, all[k] ?? 0)[side]);
    return {
      label: `${named}${label}`,
      colour,
      xs: times,
      ys: counts.map((count, k) => count / (all[k] ?? Number.NaN)),
      range: { lows: bound("low"), highs: bound("high") },
    };
  };
  return [curve("holds", holding, paths), { ...curve("has held", reached, known), dash: [6, 4] }];
}

function sentence(
  { title, name, paths, known, holding, reached }: LoggedEventCounts,
  run: RunOfAspect,
) {
  const share = (counts: Float64Array, all: Float64Array): string =>
    `${numberText((100 * (counts.at(-1) ?? 0)) / (all.at(-1) ?? Number.NaN), 3)} %`;
  return (
    `${run.name}: ${title ?? name} holds on ${share(holding, paths)} of the paths at the end, ` +
    `and has held on ${share(reached, known)} of them.`
  );
}
