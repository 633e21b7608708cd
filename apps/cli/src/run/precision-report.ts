import type {
  Certificate,
  Ensemble,
  ErrorColumns,
  EventCertificate,
  PreciseRun,
  Run,
  SeriesCertificate,
} from "@driftgraph/core";
import { showCount, showExact, showNumber, showPercent } from "../terminal/number.ts";
import { type Column, table } from "../terminal/table.ts";

/** How precise a run's results are, as far as that was asked for. */
export interface Precision {
  /** Of the ensembles, in their order; none if they weren't wanted. */
  readonly certificates: readonly Certificate[];
  /** How the number of paths was found, if it was to be. */
  readonly precise: PreciseRun | undefined;
}

/** Errors of one result at the end of a run: what `--json` has of a certificate. */
export interface CertifiedError {
  readonly of: string;
  /**
   * `mean`, `sd`, or a quantile: `q05`, `q25`, `q50`, `q75`, `q95`; of an event `share`, `reached` (of the share of paths
   * that have reached it) or `passage` (of the mean first passage time of these).
   */
  readonly statistic: string;
  readonly t: number;
  /** What the step size shifts it by, and the half-width of that estimate's 95 % interval. */
  readonly weak: number | null;
  readonly weakError: number | null;
  /** Half-width of the 95 % interval that the number of paths leaves. */
  readonly sampling: number | null;
  /** Of a mean or standard deviation in single precision: what that shifts it by, and the 95 % interval's half-width. */
  readonly rounding?: number | null;
  readonly roundingError?: number | null;
  /** Of a mean: what a path is off, and the half-width of that estimate's 95 % interval. */
  readonly strong?: number | null;
  readonly strongError?: number | null;
  /** Of a mean: the strong order that was measured. */
  readonly strongOrder?: number | null;
  /** Of a share: the paths that end otherwise at half the step. */
  readonly flipped?: number | null;
}

/** The certified errors at the end of each ensemble of a run. */
export function certifiedErrors({ times }: Run, { series, events }: Certificate): CertifiedError[] {
  const t = times.at(-1) ?? Number.NaN;
  return [
    ...series.flatMap(({ name: of, mean, sd, strong, strongError, strongOrder, quantiles }) => [
      {
        ...{ of, statistic: "mean", t, ...lastOf(mean) },
        strong: known(strong.at(-1)),
        strongError: known(strongError.at(-1)),
        strongOrder: known(strongOrder.at(-1)),
      },
      { of, statistic: "sd", t, ...lastOf(sd) },
      ...quantiles.map((quantile) => ({ of, statistic: quantile.name, t, ...lastOf(quantile) })),
    ]),
    ...events.flatMap(({ name: of, share, flipped, reached, passage }) => [
      { of, statistic: "share", t, ...lastOf(share), flipped: known(flipped.at(-1)) },
      ...(reached ? [{ of, statistic: "reached", t, ...lastOf(reached) }] : []),
      ...(passage ? [{ of, statistic: "passage", t, ...lastOf(passage) }] : []),
    ]),
  ];
}

function lastOf({ weak, weakError, sampling, rounding, roundingError }: ErrorColumns) {
  return {
    weak: known(weak.at(-1)),
    weakError: known(weakError.at(-1)),
    sampling: known(sampling.at(-1)),
    ...(rounding && { rounding: known(rounding.at(-1)) }),
    ...(roundingError && { roundingError: known(roundingError.at(-1)) }),
  };
}

/** JSON has no NaN: what isn't known is null. */
function known(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

const COLUMNS: readonly Column[] = [
  { heading: "species", align: "left" },
  { heading: "mean: by dt", align: "right" },
  { heading: "by paths", align: "right" },
  { heading: "sd: by dt", align: "right" },
  { heading: "by paths", align: "right" },
  { heading: "a path: by dt", align: "right" },
];

/** Where it is measured; not of steps that adapt. */
const ORDER_COLUMN: Column = { heading: "its order", align: "right" };

/** What an error is called that steps make: by their size, or by their tolerance. */
interface Words {
  readonly by: string;
  readonly otherwise: string;
}

const OF_STEP: Words = { by: "dt", otherwise: "at half the step" };
const OF_TOLERANCE: Words = { by: "rtol", otherwise: "with the stricter tolerance" };

/** Columns whose headings say "by dt", in other words. */
function inWords(columns: readonly Column[], { by }: Words): Column[] {
  return columns.map((column) => ({
    ...column,
    heading: column.heading.replace("by dt", `by ${by}`),
  }));
}

/** The quantiles that are shown; all are in the log. */
const SHOWN: Readonly<Record<string, string>> = { q05: "5 %", q50: "median", q95: "95 %" };

const QUANTILE_COLUMNS: readonly Column[] = [
  { heading: "species", align: "left" },
  ...Object.values(SHOWN).flatMap((heading): Column[] => [
    { heading: `${heading}: by dt`, align: "right" },
    { heading: "by paths", align: "right" },
  ]),
];

/** What the intervals are of, and what isn't in them. */
const INTERVALS =
  "± are 95 % intervals: of what the number of paths leaves open, and by dt also of how the errors fall with dt.";
const UNPROVED =
  "No order is proved here, as paths were clipped or stopped, or a coefficient isn't smooth: ½ is extrapolated by.";
const WHOLE_STEPS =
  "Events are watched at the ends of whole steps: what is missed within them is not certified.";

/** Sweep points that are shown; all are in the log. */
export const MAX_POINTS = 12;

/** Before what is said of a sweep's point: `sigma = 0.1: `; nothing without a sweep. */
export function pointText(ensemble: Ensemble | undefined): string {
  const values = Object.entries(ensemble?.point ?? {});
  return values.length === 0
    ? ""
    : `${values.map(([name, value]) => `${name} = ${showNumber(value)}`).join(", ")}: `;
}

/** The errors of a run in plain words and a table, one for each certificate. */
export function precisionLines(run: Run, { certificates, precise }: Precision): string[] {
  const lines = precise
    ? ["", ...(precise.multilevel ? levelLines(precise) : [batchesLine(precise)])]
    : [];
  const shown = certificates.slice(0, MAX_POINTS);
  for (const [i, certificate] of shown.entries()) {
    const { paths, lost, tolerance, series, events } = certificate;
    const point = pointText(run.ensembles[i]);
    const words = tolerance ? OF_TOLERANCE : OF_STEP;
    const left = lost > 0 ? ` (${showCount(lost)} of them left out as not finite)` : "";
    const columns = tolerance ? COLUMNS : [...COLUMNS, ORDER_COLUMN];
    lines.push(
      "",
      `${point}errors at the end, from ${showCount(paths)} paths run at ${grids(run.plan, tolerance)} along the same noise${left}:`,
      ...table(
        inWords(columns, words),
        series.map((of) => seriesRow(of, tolerance === undefined)),
      ),
      ...quantileTable(series, words),
      ...events.map((event) => eventLine(run, event, words, paths - lost)),
      ...roundingLines(series),
      ...(tolerance ? [] : [INTERVALS]),
      ...(isProved(run, certificate) ? [] : [UNPROVED]),
      ...(tolerance && events.length > 0 ? [WHOLE_STEPS] : []),
    );
  }
  const rest = certificates.length - shown.length;
  if (rest > 0) lines.push("", `and those of ${rest} more sweep points, all in the log`);
  return lines;
}

/** What was compared: steps of two sizes, or of two tolerances. */
function grids({ dt, tolerance }: Run["plan"], reference: Certificate["tolerance"]): string {
  return tolerance && reference
    ? `rtol = ${showExact(tolerance.rtol)}, atol = ${showExact(tolerance.atol)} and at a sixteenth of these`
    : `dt = ${dt}, ${dt / 2} and ${dt / 4}`;
}

/** Whether errors were extrapolated by the scheme's own orders. */
function isProved({ built }: Run, { order, tolerance }: Certificate): boolean {
  return tolerance !== undefined || order.strong === (built.order.strong ?? order.strong);
}

/** What rounding must shift a result by, beside its other errors, to be worth saying. */
const ROUNDED = 0.1;

/** Results that single precision shifts, as far as that is sure. */
function roundingLines(series: readonly SeriesCertificate[]): string[] {
  return series.flatMap((of) =>
    (["mean", "sd"] as const).flatMap((statistic) => {
      const { weak, sampling, rounding, roundingError } = of[statistic];
      const [shift, error] = [rounding?.at(-1) ?? 0, roundingError?.at(-1) ?? 0];
      const others = Math.abs(weak.at(-1) ?? 0) + (sampling.at(-1) ?? 0);
      if (!(Math.abs(shift) > error && Math.abs(shift) > ROUNDED * others)) return [];
      return [
        `float32 shifts the ${statistic} of ${of.name} by ${showNumber(shift, 2)} ± ${showNumber(error, 2)}: take dtype float64`,
      ];
    }),
  );
}

function batchesLine({ run, error, batches, reason }: PreciseRun): string {
  if (run.cancelled) {
    const paths = run.ensembles.reduce((least, of) => Math.min(least, of.paths), run.plan.paths);
    return `cancelled at a standard error of ${showNumber(error)}, from ${showCount(paths)} paths`;
  }
  const tried = batches.slice(0, -1).map(showCount);
  const before = tried.length > 0 ? `, foreseen from ${tried.join(", then ")}` : "";
  return `a standard error of ${showNumber(error)} took ${showCount(run.plan.paths)} paths${before} (plain Monte Carlo: ${reason})`;
}

const LEVEL_COLUMNS: readonly Column[] = [
  { heading: "dt", align: "right" },
  { heading: "paths", align: "right" },
  { heading: "mean", align: "right" },
  { heading: "sd", align: "right" },
];

/** The estimate by levels, and what it saved. */
function levelLines({ run, multilevel, reason }: PreciseRun): string[] {
  if (!multilevel) return [];
  const { target, value, error, levels, cost, plainCost, plainPaths } = multilevel;
  const saving = plainCost / cost;
  const than = `than ${showCount(plainPaths)} plain paths`;
  const compared =
    saving >= 1
      ? `${showNumber(saving, 2)} times cheaper ${than}`
      : `${showNumber(1 / saving, 2)} times dearer ${than}`;
  return [
    `${target.estimate} of ${target.of}: ${showNumber(value, 6)}, standard error ${showNumber(error, 2)}, by multilevel Monte Carlo at dt = ${run.plan.dt} (${reason}); ${compared}:`,
    ...table(
      LEVEL_COLUMNS,
      levels.map(({ dt, paths, mean, variance }) => [
        showExact(dt),
        showCount(paths),
        showNumber(mean),
        showNumber(Math.sqrt(variance)),
      ]),
    ),
    `All else here is of ${showCount(run.plan.paths)} paths at dt = ${run.plan.dt} alone.`,
  ];
}

function seriesRow({ name, mean, sd, ...path }: SeriesCertificate, withOrder: boolean): string[] {
  const strong = `${short(path.strong)} ± ${short(path.strongError)}`;
  const order = `${short(path.strongOrder)} ± ${short(path.strongOrderError)}`;
  return [name, ...shift(mean), ...shift(sd), strong, ...(withOrder ? [order] : [])];
}

/** None if the certificate has no quantiles. */
function quantileTable(series: readonly SeriesCertificate[], words: Words): string[] {
  const rows = series.flatMap(({ name, quantiles }) => {
    const shown = quantiles.filter((of) => of.name in SHOWN);
    return shown.length > 0 ? [[name, ...shown.flatMap(shift)]] : [];
  });
  return rows.length > 0 ? table(inWords(QUANTILE_COLUMNS, words), rows) : [];
}

/** What the step size makes, and what the number of paths leaves. */
function shift(columns: ErrorColumns): [string, string] {
  const { weak, weakError, sampling } = columns;
  return [`${short(weak)} ± ${short(weakError)}`, `± ${short(sampling)}`];
}

/** The last value, to the two digits that an error has. */
function short(column: Float64Array): string {
  return showNumber(column.at(-1) ?? Number.NaN, 2);
}

function eventLine(
  { plan }: Run,
  { name, flipped, share, reached, passage }: EventCertificate,
  { by, otherwise }: Words,
  paths: number,
): string {
  const title = plan.model.events.find((event) => event.name === name)?.title ?? name;
  const none = (flipped.at(-1) ?? Number.NaN) === 0;
  const ending = none
    ? `none of ${showCount(paths)} paths ends`
    : `${showPercent(flipped.at(-1) ?? Number.NaN)} of paths end`;
  const off = (columns: ErrorColumns, show: (value: number) => string): string => {
    const [weak, weakError, sampling] = [columns.weak, columns.weakError, columns.sampling].map(
      (column) => column.at(-1) ?? Number.NaN,
    );
    const [value = Number.NaN, error = Number.NaN, open = Number.NaN] = [weak, weakError, sampling];
    const sign = value < 0 ? "−" : "";
    return `${sign}${show(Math.abs(value))} ± ${show(error)} by ${by}, ± ${show(open)} by paths`;
  };
  const time = (value: number): string => showNumber(value, 2);
  const fate = `${title}: ${ending} otherwise ${otherwise}; the share at the end is off by ${off(share, showPercent)}`;
  if (!reached) return fate;
  const ever = `${fate}; that of paths that were there at some time by ${off(reached, showPercent)}`;
  const isKnown = passage && Number.isFinite(passage.weak.at(-1) ?? Number.NaN);
  return isKnown ? `${ever}; the mean time when first by ${off(passage, time)}` : ever;
}
