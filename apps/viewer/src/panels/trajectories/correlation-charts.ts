import { periodOf } from "@driftgraph/core";
import type { Mark } from "../../charts/chart.ts";
import { dots } from "../../charts/marks/dots.ts";
import { line } from "../../charts/marks/line.ts";
import { numberText, quantityText } from "../../charts/number-text.ts";
import { type Domain, extentOf } from "../../charts/scale.ts";
import type { Curve, Curves } from "../series/curves.ts";
import { seriesColour } from "../series/entries.ts";
import { namedBySeveral, type RunOfAspect } from "./aspects.ts";

/** Correlations are all within it; a little more, so that they don't run along the frame. */
const WHOLE: Domain = [-1.05, 1.05];

/** The standard errors of what is shown. */
const ERRORS = { correlations: "correlationErrors", covariances: "covarianceErrors" } as const;

/** Half of a normal distribution's 95 % interval, in standard deviations. */
const Z95 = 1.96;

/** What values are known within, if their errors are logged. */
function rangeOf(ys: Float64Array, errors: Float64Array | undefined): Pick<Curve, "range"> {
  if (!errors) return {};
  const bound = (sign: 1 | -1): Float64Array =>
    ys.map((y, k) => y + sign * Z95 * (errors[k] ?? Number.NaN));
  return { range: { lows: bound(-1), highs: bound(1) } };
}

/** How pairs of species vary together over the paths, against time: as correlations, and as covariances. */
export function correlationCharts(runs: readonly RunOfAspect[]): Curves[] {
  const several = runs.length > 1;
  const chart = (title: string, of: "correlations" | "covariances", domain?: Domain): Curves => {
    const curves = runs.flatMap((run) =>
      [...run.logged[of]].map(
        ([pair, ys], i): Curve => ({
          label: `${namedBySeveral(runs, run)}${pairText(pair)}`,
          colour: several ? run.colour : run.colourOf(i),
          // Of several runs the colour is the run's; pairs differ by their dashes.
          ...(several && i > 0 && { dash: [2 + 3 * i, 3] }),
          xs: run.logged.times,
          ys,
          ...rangeOf(ys, run.logged[ERRORS[of]].get(pair)),
        }),
      ),
    );
    return {
      title,
      summary: `${title} of species over the paths. ${ends(curves)}`,
      x: timeAxis(runs),
      y: { label: title.toLowerCase() },
      ...(domain && { domain }),
      curves,
      marks: zero(curves),
    };
  };
  return [chart("Correlation", "correlations", WHOLE), chart("Covariance", "covariances")];
}

/** How each species goes with what it was, against the time since; a dot where a period shows. */
export function autocorrelationCharts(runs: readonly RunOfAspect[]): Curves[] {
  const found = runs.flatMap((run) => lagged(run, runs));
  const curves = found.map(({ curve }) => curve);
  const [start] = new Set(found.map(({ start }) => start));
  const from = quantityText(start ?? 0, runs[0]?.logged.run?.timeUnit, 4);
  return [
    {
      title: "Autocorrelation",
      summary: `Correlation of each species with itself at t = ${from}, over the paths. ${ends(curves)}`,
      x: { ...timeAxis(runs), label: `time since t = ${from}` },
      y: { label: "autocorrelation" },
      domain: WHOLE,
      curves,
      marks: [...zero(curves), ...found.flatMap(({ peak }) => peak)],
    },
  ];
}

function lagged(
  run: RunOfAspect,
  runs: readonly RunOfAspect[],
): { readonly curve: Curve; readonly start: number; readonly peak: readonly Mark[] }[] {
  const { times, autocorrelations, run: record } = run.logged;
  return [...autocorrelations].flatMap(([name, correlation], i) => {
    const from = correlation.findIndex((value) => !Number.isNaN(value));
    if (from < 0) return [];
    const start = times[from] ?? 0;
    const several = runs.length > 1;
    const colour = several ? run.colour : seriesColour(run.logged, name);
    const paths = run.logged.result?.paths ?? record?.settings["paths"];
    const period = periodOf(
      { name, from, correlation },
      times,
      typeof paths === "number" ? paths : undefined,
    );
    const text = period ? ` · period ${quantityText(period.period, record?.timeUnit, 3)}` : "";
    const curve: Curve = {
      label: `${namedBySeveral(runs, run)}${name}${text}`,
      colour,
      ...(several && i > 0 && { dash: [2 + 3 * i, 3] }),
      xs: times.slice(from).map((time) => time - start),
      ys: correlation.slice(from),
      ...rangeOf(correlation.slice(from), run.logged.autocorrelationErrors.get(name)?.slice(from)),
    };
    const fill = { fill: { colour } };
    const peak = period ? [dots([period.period], [period.height], 4, fill)] : [];
    return [{ curve, start, peak }];
  });
}

/** `x1,x2` in words. */
function pairText(pair: string): string {
  return pair.replace(",", " with ");
}

function timeAxis(runs: readonly RunOfAspect[]): { label: string; unit: string | undefined } {
  return { label: "time", unit: runs[0]?.logged.run?.timeUnit };
}

/** A faint line where nothing goes with anything. */
function zero(curves: readonly Curve[]): Mark[] {
  const across = extentOf(...curves.map(({ xs }) => xs));
  return [line(across, [0, 0], { colour: "var(--faint)", dash: [2, 4] })];
}

function ends(curves: readonly Curve[]): string {
  const last = curves.map(({ label, ys }) => `${label} ${numberText(ys.at(-1) ?? Number.NaN, 3)}`);
  return `At the end: ${last.join("; ")}.`;
}
