import { roughFormulas, roughnessNote } from "../analysis/rough-formulas.ts";
import { roundedSpecies } from "../analysis/rounding.ts";
import { implicitlyKept, stiffness } from "../analysis/stiffness.ts";
import { undefinedConditions } from "../analysis/undefined-conditions.ts";
import { provedNonnegative } from "../model/influence.ts";
import type { Positivity } from "../model/model.ts";
import { proveNoise } from "../model/noise-structure.ts";
import { coarseness } from "../summary/series-summary.ts";
import type { Plan } from "./plan.ts";
import type { Ensemble, LostPaths } from "./run.ts";

/** What a user should know of a run's results, in plain words. */
export function warningsOf(plan: Plan, ensembles: readonly Ensemble[]): string[] {
  return [
    ...new Set(
      ensembles.flatMap((ensemble) => [
        ...lostPaths(ensemble),
        ...partialSeries(plan, ensemble),
        ...partialConditions(plan, ensemble),
        ...rounding(plan, ensemble),
        ...roughness(plan, ensemble),
        ...roughConversion(plan, ensemble),
        ...coarseQuantiles(ensemble),
        ...negatives(plan, ensemble),
        ...policies(plan, ensemble),
        ...forcedSteps(plan, ensemble),
        ...briefVisits(plan, ensemble),
        ...dampedFluctuations(plan, ensemble),
      ]),
    ),
  ];
}

/** Logged times at which the sizes of steps are looked at. */
const LOOKS = 16;

/** Species of which single precision keeps too little. */
function rounding({ model, dtype, dt, every }: Plan, { parameters, series }: Ensemble): string[] {
  const means = model.species.map(({ name }) => series.find((one) => one.name === name)?.mean);
  const times = means[0]?.length ?? 0;
  if (dtype !== "float32" || times === 0) return [];
  const states = Array.from({ length: LOOKS }, (_, i) => {
    const k = Math.round((i * (times - 1)) / (LOOKS - 1));
    return { time: k * every * dt, x: means.map((mean) => mean?.[k] ?? Number.NaN) };
  });
  const found = roundedSpecies(model, new Map(Object.entries(parameters)), dt, states);
  return found.map(
    ({ name, step, spacing }) =>
      `float32 keeps ${name} to ${Number(spacing.toPrecision(2))}, and a step changes it by ${Number(step.toPrecision(2))} or less: what is rounded away adds up, so take dtype float64`,
  );
}

function roughness({ model }: Plan, { parameters }: Ensemble): string[] {
  const note = roughnessNote(model, new Map(Object.entries(parameters)));
  return note === undefined ? [] : [note];
}

/** A calculus that is turned into another by a derivative that isn't there everywhere. */
function roughConversion({ model, scheme }: Plan, { parameters }: Ensemble): string[] {
  if (scheme.interpretations.includes(model.interpretation)) return [];
  const rough = roughFormulas(model, new Map(Object.entries(parameters)));
  const found = rough.find(({ where }) => where.startsWith("diffusion"));
  if (!found) return [];
  const [from, to] =
    model.interpretation === "ito" ? ["Itô", "Stratonovich"] : ["Stratonovich", "Itô"];
  return [
    `${scheme.name} takes this model of ${from}'s calculus to ${to}'s by derivatives of its diffusion, and ${found.formula} in the ${found.where} hasn't one everywhere: what paths do there may be of another process (take a scheme of ${from}'s)`,
  ];
}

/** Series of which few paths go so far that bins of equal width can't tell the others apart. */
function coarseQuantiles({ series }: Ensemble): string[] {
  return series.flatMap((summary) => {
    const last = summary.count.length - 1;
    const error = coarseness(summary, last);
    if (error === 0) return [];
    const [least, most, off] = [summary.min[last], summary.max[last], error].map((value) =>
      Number((value ?? Number.NaN).toPrecision(2)),
    );
    return [
      `quantiles of ${summary.name} are known within ± ${off} only, the width of a bin, since its values reach from ${least} to ${most}: summarize its logarithm, as an observable, or save trajectories`,
    ];
  });
}

/** Paths that were left out, and how the first of them was lost. */
function lostPaths({ paths, lost }: Ensemble): string[] {
  if (!lost) return [];
  const count = lost.paths.at(-1); // counted by the summaries, if there are any
  if (count === 0) return []; // the states are all finite; what isn't is a series
  const share = count === undefined ? "" : ` (${percent(count / paths)})`;
  return [
    `${count ?? "some"} of ${paths} paths${share} stopped being finite and are left out from then on${lost.first.observable === undefined ? told(lost) : ""}`,
  ];
}

/** How the first of them came to be so. */
function told({ first }: LostPaths): string {
  return `; the first: ${first.message}`;
}

/** Series that aren't finite on paths that are: an observable that has no value there. */
function partialSeries({ every, dt }: Plan, { paths, lost, series }: Ensemble): string[] {
  if (!lost) return [];
  const whole = series[0]?.count ?? new Float64Array(); // a species': where it isn't finite, the path is lost
  return series.flatMap(({ name, count }) => {
    const absent = count.map((n, k) => (whole[k] ?? n) - n);
    const end = absent.length - 1;
    // Where all is well at the end, there was a worst time before.
    const k = (absent[end] ?? 0) > 0 ? end : absent.indexOf(Math.max(...absent));
    const missing = absent[k] ?? 0;
    if (!(missing > 0)) return [];
    const when = k === end ? "the end" : `t = ${Number((k * every * dt).toPrecision(8))}`;
    const share = Number((100 * (missing / paths)).toPrecision(2));
    return [
      `${name} isn't finite on ${missing} of ${paths} paths (${share} %) at ${when}: its statistics are those of the others${name === lost.first.observable ? told(lost) : ""}`,
    ];
  });
}

/** Logged times of a sample path at which conditions are looked at. */
const LOOKS_AT_CONDITIONS = 100;

/** Events whose conditions have no value on some sample paths: nothing else would tell of it. */
function partialConditions(
  { model, every, dt }: Plan,
  { parameters, samples, events }: Ensemble,
): string[] {
  if (events.length === 0) return [];
  const [first = []] = samples.values;
  const stride = Math.ceil((first[0]?.length ?? 0) / LOOKS_AT_CONDITIONS);
  const paths = first.map((path, i) =>
    Array.from({ length: Math.ceil(path.length / stride) }, (_, look) => ({
      time: look * stride * every * dt,
      x: model.species.map((_, s) => samples.values[s]?.[i]?.[look * stride] ?? Number.NaN),
    })),
  );
  const known = new Map(Object.entries(parameters));
  return undefinedConditions(model, known, paths).map(({ event, paths: count, at }) => {
    const state = at.x.map(
      (value, i) => `${model.species[i]?.name} = ${Number(value.toPrecision(3))}`,
    );
    return `the condition of ${event} has no value at some time on ${count} of ${paths.length} sample paths, as at ${state.join(", ")}: there it counts as not holding`;
  });
}

/** Species whose exact solution is proved to stay at or above zero, though the scheme led below. */
function negatives({ model }: Plan, { series, parameters }: Ensemble): string[] {
  const below = model.species.filter(({ name, positivity }) => {
    const found = series.find((summary) => summary.name === name);
    return positivity === "allow" && found?.min.some((value) => value < 0);
  });
  if (below.length === 0) return [];
  const proved = provedNonnegative(model, new Map(Object.entries(parameters)));
  return below
    .filter(({ name }) => proved.has(name))
    .map(
      ({ name }) =>
        `${name} became negative in some paths, which its exact solution can't: take a smaller dt, or declare its positivity (clip, reflect or stop)`,
    );
}

function policies({ model, steps }: Plan, { paths, violations }: Ensemble): string[] {
  return model.species.flatMap(({ name, positivity }) => {
    const count = violations[name]?.at(-1) ?? 0;
    if (count === 0) return [];
    if (positivity === "stop") {
      const share = percent(count / paths);
      return [`${name} would have become negative on ${share} of paths: those were stopped`];
    }
    const share = count / (paths * steps);
    return [
      `${name} would have become negative in ${percent(share)} of path-steps: ${ACTIONS[positivity]}`,
    ];
  });
}

/** Steps that could not be made as accurate as was wanted. */
function forcedSteps({ steps, tolerance, dt }: Plan, { paths, refinement }: Ensemble): string[] {
  const count = refinement?.forced.at(-1) ?? 0;
  if (count === 0 || !tolerance) return [];
  const share = Number(((100 * count) / (paths * steps)).toPrecision(2));
  const shortest = Number((dt / 2 ** tolerance.halvings).toPrecision(3));
  return [
    `${share} % of steps stayed above the tolerance even in parts of ${shortest}: take a smaller dt, more halvings, or a larger rtol or atol`,
  ];
}

/** The share of a standard deviation that has to be left. */
const KEPT = 0.95;

/** What implicit steps that are long beside the fastest decay do to its fluctuations. */
function dampedFluctuations({ model, scheme, dt }: Plan, { parameters }: Ensemble): string[] {
  if (scheme.name !== "implicit-euler" || proveNoise(model).structure === "none") return [];
  const { fastestRate } = stiffness(model, new Map(Object.entries(parameters)), []);
  const kept = fastestRate === undefined ? 1 : implicitlyKept(fastestRate, dt);
  if (kept > KEPT || fastestRate === undefined) return [];
  const [rate, share] = [Number(fastestRate.toPrecision(2)), Number((100 * kept).toPrecision(2))];
  return [
    `implicit-euler stays stable at this dt, but damps what dies out fastest: fluctuations that do so at a rate of ${rate} come to ${share} % of their standard deviation`,
  ];
}

/** Visits per path from which on an event is one that paths come to and leave again. */
const VISITS = 1.5;
/** The share of paths from which on nearly all have come to an event anyway. */
const NEARLY_ALL = 0.99;

/** Events that some paths come to and leave again, so that visits within a step are missed. */
function briefVisits({ model, dt }: Plan, { events }: Ensemble): string[] {
  const names = events.flatMap(({ name, begun, reached, known }) => {
    const [visits = 0, paths = 0, all = 0] = [begun, reached, known].map((of) => of.at(-1) ?? 0);
    return visits > VISITS * paths && paths < NEARLY_ALL * all ? [name] : [];
  });
  if (names.length === 0 || proveNoise(model).structure === "none") return [];
  const [are, them] = names.length === 1 ? ["is", "it"] : ["are", "them"];
  return [
    `${names.join(", ")} ${are} looked at only at the end of each step of ${dt}: visits within one are missed, so that fewer paths are seen to come to ${them}, and later (a certificate measures that), and how often depends on dt`,
  ];
}

/** A share in per cent, to two digits; to three where it is nearly all. */
function percent(share: number): string {
  return `${Number((100 * share).toPrecision(share > 0.99 ? 3 : 2))} %`;
}

const ACTIONS: Readonly<Record<Exclude<Positivity, "stop">, string>> = {
  allow: "allowed",
  clip: "clipped to 0",
  reflect: "reflected to positive values",
};
