import { type Ensemble, orderLimits, orderSentence, type Run } from "@driftgraph/core";
import type { Palette } from "../terminal/colour.ts";
import { showDuration } from "../terminal/duration.ts";
import { showCount, showExact, showLarge, showNumber } from "../terminal/number.ts";
import { type Column, table } from "../terminal/table.ts";
import { correlationLines } from "./correlation-report.ts";
import { eventResults, eventSentence } from "./event-report.ts";
import { replayHint } from "./failed-run.ts";
import type { LogTimings } from "./logged-run.ts";
import { MAX_POINTS, type Precision, pointText, precisionLines } from "./precision-report.ts";
import { type Statistics, statisticsAt } from "./statistics.ts";

const COLUMNS: readonly (readonly [heading: string, key: keyof Statistics])[] = [
  ["mean", "mean"],
  ["sd", "sd"],
  ["5 %", "q05"],
  ["25 %", "q25"],
  ["median", "q50"],
  ["75 %", "q75"],
  ["95 %", "q95"],
];

/** The results of a run for people: a short table, and what else they need to know. */
export function tableReport(
  run: Run,
  folder: string,
  log: LogTimings,
  colours: Palette,
  precision?: Precision,
): string {
  const facts = table(
    [
      { heading: "", align: "left" },
      { heading: "", align: "left" },
    ],
    factsOf(run, folder, log).map(([name, value]) => [colours.dim(name), value]),
  );
  const errors = precision ? precisionLines(run, precision) : [];
  const notes = [...run.warnings, ...lostHints(run, folder)];
  const warnings = notes.map((warning) => `${colours.yellow("note:")} ${warning}`);
  return `${[...heading(run, colours), "", ...results(run, colours), ...fates(run), ...errors, "", ...facts, ...warnings].join("\n")}\n`;
}

function heading({ plan, ensembles, times }: Run, colours: Palette): string[] {
  const { model } = plan;
  const title = model.title === undefined ? "" : `  ${model.title}`;
  const unit = model.timeUnit === undefined ? "" : ` ${model.timeUnit}`;
  const done = Math.min(...ensembles.map(({ paths }) => paths));
  const paths =
    done < plan.paths ? `${showCount(done)} of ${showCount(plan.paths)}` : showCount(plan.paths);
  const points = plan.points.length > 1 ? `${plan.points.length} sweep points, each ` : "";
  const last = showExact(times.at(-1) ?? plan.tEnd);
  return [
    `${colours.bold(model.name)}${title}`,
    `${points}${paths} ${plan.paths === 1 ? "path" : "paths"}, ${showCount(plan.steps)} ${plan.steps === 1 ? "step" : "steps"} of ${showExact(plan.dt)}${unit}; at t = ${last}${unit}:`,
  ];
}

function results(run: Run, colours: Palette): string[] {
  const swept = Object.keys(run.ensembles[0]?.point ?? {});
  const shown = run.ensembles.slice(0, MAX_POINTS);
  const columns: Column[] = [
    ...swept.map((name): Column => ({ heading: name, align: "right" })),
    { heading: "species", align: "left" },
    ...COLUMNS.map(([name]): Column => ({ heading: name, align: "right" })),
  ];
  const rows = shown.flatMap((ensemble) => rowsOf(run, ensemble, swept));
  const rest = run.ensembles.length - shown.length;
  return [
    ...table(columns, rows, colours.dim),
    ...(rest > 0 ? [colours.dim(`and ${rest} more sweep points, all in the log`)] : []),
  ];
}

/** How to look at the first path that was left out. */
function lostHints(run: Run, folder: string): string[] {
  return run.ensembles.flatMap(({ lost }, i) =>
    lost?.first.path === undefined ? [] : [replayHint(run, i, lost.first.path, folder)],
  );
}

/** What became of the model's events, and how species go together, a sentence each. */
function fates(run: Run): string[] {
  const lines = run.ensembles.slice(0, MAX_POINTS).flatMap((ensemble) => {
    const prefix = pointText(ensemble);
    const sentences = [
      ...eventResults(run, ensemble).map(eventSentence),
      ...correlationLines(run, ensemble),
    ];
    return sentences.map((sentence) => `${prefix}${sentence}`);
  });
  return lines.length > 0 ? ["", ...lines] : [];
}

function rowsOf(run: Run, ensemble: Ensemble, swept: readonly string[]): string[][] {
  const units = new Map(ensemble.series.map(({ name, unit }) => [name, unit]));
  return statisticsAt(run, ensemble, run.times.length - 1).map((row) => {
    const unit = units.get(row.species);
    const name = unit === undefined ? row.species : `${row.species} (${unit})`;
    const values = COLUMNS.map(([, key]) => {
      const value = Number(row[key] ?? Number.NaN);
      // What isn't known to that many digits isn't shown to them.
      return row.coarse.some((of) => of === key) ? `~${showNumber(value, 1)}` : showNumber(value);
    });
    return [
      ...swept.map((parameter) => showNumber(ensemble.point[parameter] ?? Number.NaN)),
      name,
      ...values,
    ];
  });
}

function factsOf(run: Run, folder: string, log: LogTimings): [name: string, value: string][] {
  const { plan } = run;
  const kernel = [plan.dtype, plan.backend, ...(run.fma ? ["fused multiply-add"] : [])].join(", ");
  const threads = `${run.threads} ${run.threads === 1 ? "thread" : "threads"}`;
  return [
    ["scheme", `${plan.scheme.title} (${plan.scheme.name}): ${describeOrder(run)}`],
    ...steps(run),
    ...conversion(run),
    ["kernel", `${kernel}, ${threads}, seed ${plan.seed}`],
    ["time", describeTimings({ ...run.timings, ...log })],
    ["speed", describeSpeed(run)],
    ["log", folder],
  ];
}

const NOISE = {
  none: "there is no noise",
  additive: "the noise is additive",
  "diagonal-own": "the noise is diagonal, each entry of its own species alone",
  diagonal: "the noise is diagonal",
  commutative: "the noise is commutative",
  general: "the noise is general",
} as const;

/** How steps adapted, if they did. */
function steps({ plan, ensembles }: Run): [string, string][] {
  const { tolerance, dt } = plan;
  if (!tolerance) return [];
  const means = ensembles.map(({ refinement }) => refinement?.taken.at(-1) ?? Number.NaN);
  const taken = showNumber(means.reduce((sum, mean) => sum + mean, 0) / means.length);
  const shortest = showExact(dt / 2 ** tolerance.halvings);
  const { rtol, atol } = tolerance;
  return [
    [
      "steps",
      `${taken} a path on average, from ${showExact(dt)} down to ${shortest} (rtol ${showExact(rtol)}, atol ${showExact(atol)})`,
    ],
  ];
}

/** That the drift was corrected for a scheme of the other calculus, if it was. */
function conversion({ plan: { model }, optimized }: Run): [string, string][] {
  const { interpretation } = optimized.model;
  const same = optimized.noise === "none" || optimized.noise === "additive";
  if (same || interpretation === model.interpretation) return [];
  const [from, to] = [model.interpretation, interpretation].map((calculus) =>
    calculus === "ito" ? "Itô" : "Stratonovich",
  );
  return [["drift", `converted from ${from} to ${to}; driftgraph explain shows the correction`]];
}

/** The order that the scheme really has for this model, and why. */
function describeOrder({ plan: { model }, optimized: { order, noise }, ensembles }: Run): string {
  return `${orderSentence(order, orderLimits(model, ensembles))}, as ${NOISE[noise]}`;
}

function describeTimings(timings: Readonly<Record<string, number>>): string {
  const entries = Object.entries(timings).filter(([, time]) => time > 0);
  const total = entries.reduce((sum, [, time]) => sum + time, 0);
  const phases = entries
    .filter(([, time]) => time >= 0.05)
    .map(([name, time]) => `${name} ${showDuration(time)}`);
  return `${showDuration(total)}: ${phases.join(", ")}`;
}

function describeSpeed({ plan, ensembles, timings }: Run): string {
  const pathSteps = ensembles.reduce((sum, { paths }) => sum + paths, 0) * plan.steps;
  const rate = pathSteps / (Math.max(timings.run, 1e-3) / 1000);
  return `${showLarge(rate)} path-steps per second`;
}
