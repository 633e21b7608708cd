import { SCHEMES } from "@driftgraph/core";
import { PROBLEMS } from "./adaptive.mjs";
import { PATHS, STEPS } from "./measure.mjs";
import { ESTIMATES } from "./multilevel.mjs";

/** Noise structures, from the most special to the most general. */
const STRUCTURES = /** @type {const} */ ([
  ["none", "no noise"],
  ["additive", "additive"],
  ["diagonal-own", "diagonal, g_k(x_k)"],
  ["diagonal", "diagonal"],
  ["commutative", "commutative"],
  ["general", "general"],
]);

/** What a scheme says of itself. @param {import("@driftgraph/core").Scheme} scheme */
export function orderRow(scheme) {
  const cells = STRUCTURES.map(([structure]) => {
    const order = scheme.order(structure);
    return "refusal" in order ? "–" : `${order.strong ?? "–"} / ${order.weak ?? "–"}`;
  });
  const calculus = scheme.interpretations.map((of) => (of === "ito" ? "Itô" : "Stratonovich"));
  return [`\`${scheme.name}\``, scheme.title, calculus.join(", "), ...cells];
}

/** A row of a table in Markdown. @param {readonly string[]} cells */
export function row(cells) {
  return `| ${cells.join(" | ")} |`;
}

/**
 * @param {readonly string[]} heading
 * @param {readonly (readonly string[])[]} rows
 */
function table(heading, rows) {
  return [row(heading), row(heading.map(() => "---")), ...rows.map(row)].join("\n");
}

/** A number to two digits, without exponents. @param {number | undefined} value */
function two(value = Number.NaN) {
  if (value === 0) return "0";
  const decimals = Math.max(0, 1 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(8, decimals)).replace("-", "−");
}

/** @param {number | undefined} share */
const percent = (share = Number.NaN) => `${two(100 * share)} %`;

/** @param {Float64Array | undefined} column */
const last = (column) => column?.at(-1);

/** What the switch's fates are off. @param {import("./measure.mjs").Measured} measured */
export function fateRow({ scheme, certificate: { series, events } }) {
  const [x1] = series;
  const [first] = events;
  const flipped = last(first?.flipped) ?? Number.NaN;
  const error = 1.96 * Math.sqrt((flipped * (1 - flipped)) / PATHS.switch);
  return [
    `\`${scheme}\``,
    `${percent(flipped)} ± ${percent(error)}`,
    two(last(x1?.strong)),
    `${two(last(x1?.sd.weak))} ± ${two(last(x1?.sd.weakError))}`,
  ];
}

/** The slope of log error against log dt by least squares. @param {readonly number[]} errors */
function slope(errors) {
  const x = STEPS.map(Math.log);
  const y = errors.map(Math.log);
  const mean = (/** @type {readonly number[]} */ values) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const up = x.reduce((sum, value, i) => sum + (value - mx) * ((y[i] ?? 0) - my), 0);
  return up / x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
}

/**
 * What the repressilator's paths are off by a scheme.
 *
 * @param {string} scheme
 * @param {readonly import("./measure.mjs").Measured[]} paths of this scheme, and maybe others
 */
export function pathRow(scheme, paths) {
  const errors = STEPS.map((dt) => {
    const found = paths.find((of) => of.scheme === scheme && of.dt === dt);
    return last(found?.certificate.series[0]?.strong) ?? Number.NaN;
  });
  const coarse = paths.find((of) => of.scheme === scheme && of.dt === STEPS[0]);
  const mean = coarse?.certificate.series[0]?.mean;
  return [
    `\`${scheme}\``,
    ...errors.map(two),
    slope(errors).toFixed(1),
    `${two(last(mean?.weak))} ± ${two(last(mean?.weakError))}`,
  ];
}

/** What steps that adapt are worth. @param {import("./adaptive.mjs").Compared} compared */
export function adaptiveRow({ problem, rtol, taken, error, even, escapes }) {
  const steps = Math.round(even).toLocaleString("en");
  return [
    PROBLEMS[problem].title,
    String(rtol),
    taken.toFixed(0),
    two(error),
    escapes ? `${steps}: with half as many, paths escape` : steps,
  ];
}

/** What levels save. @param {import("./multilevel.mjs").Saved} saved */
export function savingRow({ name, estimate: { levels, cost, plainCost, plainPaths } }) {
  const { title, target } = ESTIMATES[name];
  return [
    title,
    `\`${target}\``,
    plainPaths.toLocaleString("en"),
    levels.map(({ paths }) => paths.toLocaleString("en")).join(" + "),
    `${two(plainCost / cost)} times`,
  ];
}

/**
 * The page `docs/numerics.md`.
 *
 * @param {import("./measure.mjs").Measurements} measurements
 */
export function page({ fates, paths, adaptive, saved }) {
  const flipped = (/** @type {string} */ name) => {
    const found = fates.find(({ scheme }) => scheme === name);
    return percent(last(found?.certificate.events[0]?.flipped));
  };
  return `# What the numbers are worth

<!-- Written by \`node tests/numerics/main.mjs\` from real runs; a test holds it to them. -->

A simulation has two errors. The **sampling error** comes of the number of paths, and falls with its root: four times the
paths halve it. The **discretization error** comes of the step size, and no number of paths makes it smaller: its order says
how fast it falls with dt. A scheme has two orders. The **strong** one is that of single paths: what a path is off, driven by
the same noise. The **weak** one is that of averages: means, variances, shares of fates.

Every run says which orders its scheme has for its model, and \`--certify\` measures both errors of its results. This page
has the orders of all schemes, and what they are worth on the two models of the article that this project starts from.

## Schemes and orders

Strong / weak order for each structure of the noise, which is *proved* from the model's graph; – where the scheme is refused or
no order is proved. The default is the scheme of the highest strong order. \`driftgraph explain MODEL\` tells which structure a
model has, and why.

${table(["scheme", "", "calculus", ...STRUCTURES.map(([, title]) => title)], SCHEMES.map(orderRow))}

A model of the other calculus is converted by the symbolic drift correction first. The orders are tested against exact
solutions in \`tests/convergence\`.

## The bistable switch: wrong fates

Two genes repress each other, and each path falls from the middle to one of two stable states. A path on which the other gene is
ahead in the end than in the exact solution along the same noise has the **wrong fate**. At dt = 0.1 and t = 9, as in the article, over
${PATHS.switch.toLocaleString("en")} paths in double precision; the exact solution is SRIW1's at dt/8; ± are 95 % intervals.

${table(
  ["scheme", "wrong fates", "what a path's x1 is off (rms)", "what the sd of x1 is off"],
  fates.map(fateRow),
)}

A better scheme doesn't change how many paths fall to which side, which symmetry makes a half: it changes *which* paths do. That
matters as soon as fates are asked for of single paths, are compared between parameters along the same noise, or the two sides
aren't alike.

## The repressilator: what a path is off

Three genes in a ring take turns. What A is off at t = 9 (root mean square), the order that this shows, and what the mean of A is
off at dt = 0.1; measured likewise, over ${PATHS.repressilator.toLocaleString("en")} paths.

${table(
  ["scheme", ...STEPS.map((dt) => `dt = ${dt}`), "order seen", "mean at dt = 0.1"],
  [...new Set(paths.map(({ scheme }) => scheme))].map((scheme) => pathRow(scheme, paths)),
)}

At these step sizes the error of the drift outweighs that of the noise, which is small here: so a better treatment of the drift
alone helps single paths much, and the order seen is that of the drift. The order of the table above is what is left as dt gets
smaller.

## Steps that adapt

With \`--adaptive\`, \`dt\` is the longest step, and steps are halved, path by path, where the scheme's estimate of their error
is above the tolerance: \`rtol\` times the value plus \`atol\`. Halves are driven by a bridge within the step's own noise, so a
path is that of the same Brownian path whatever its steps; replay stays exact. For \`sra1\`, \`sra3\`, \`sosra\` (additive noise) and
\`sriw1\` and \`sosri\` (diagonal).

The estimate is a mean over the noise, known before the noise is. Steps accepted by what their own noise turned out to be keep
errors that no longer cancel: measured in this place, errors then fell with the tolerance to the power 0.4 to 0.5, and
now fall in proportion to it (\`tests/convergence/adaptive.test.ts\`).

Over 512 paths, \`atol\` a tenth of \`rtol\`; what a path is off at the end (rms), against the same Brownian path in steps of
dt/1024; and how many steps of one size are off as much.

${table(
  ["", "rtol", "steps of a path", "what it is off", "steps of one size for that"],
  adaptive.map(adaptiveRow),
)}

The article's models have one time scale: there steps that adapt only save the choice of dt, and each costs about
four times as much. They pay where time scales differ, or where a path can escape from steps that are too long.

\`--certify\` of such a run compares some of its paths with the same in steps of a sixteenth of the tolerance, along the same
Brownian paths: both walk down one tree of halvings. Those steps are about a quarter as long, and at most dt/4, so that what they
are off themselves is a small part of what is measured; against an exact solution it agrees (\`packages/core/src/certify/adaptive-pairs.test.ts\`).

## Multilevel Monte Carlo

\`--until "sd(mean(x1)) < 1e-3"\` runs as many paths as that takes. Where it is cheaper, most of them take coarser steps, and ever
fewer pairs of paths, in steps of two sizes along the same noise, correct their mean, level by level, to that of the run's dt
(Giles 2008). The estimate has the bias of that dt, and its standard error is of all levels together; distributions are
shown of a few more paths at that dt. \`--estimator\` forces it or forbids it; \`auto\` takes it where pilots foresee that it takes
two thirds of plain Monte Carlo's work or less, and that would take about a second or more. Work is counted in the ops of the
levels' graphs, pilots included, and so is the same on every machine; the time is what one core took where this page was written,
for either estimator, with compilation and the paths that show distributions.

${table(
  ["", "target", "plain paths", "paths by level, coarse to fine", "less work", "less time"],
  saved.map((of) => [...savingRow(of), `${two(of.time)} times`]),
)}

It pays as much as paths in coarse steps still follow those in fine ones: the finer the dt, the more. At the article's dt of 0.1,
coarser steps lose the circuits' fates, which hang on the noise of the first moments, and plain Monte Carlo is as good.

## What is wrong with the article's RK4

The article (M. Holub, 2018) integrates both models by a "fourth-order Runge–Kutta method" of N. J. Kasdin (1995) and takes
its strong order to be 1. As published there, it isn't Kasdin's:

- the fourth stage leaves out the term a₄₃·k₃ of the tableau;
- all four stages use one and the same normal, without the factors q of the tableau;
- the diffusion is taken at the start of the step alone, as Euler–Maruyama does.

So its drift is integrated with more work, and its noise no better than by Euler–Maruyama: strong order 1 holds for additive
noise, and 0.5 for the noise of these models. Of the switch's paths ${flipped("rk4-article")} end in the wrong state, of
Euler–Maruyama's ${flipped("euler-maruyama")}, at a quarter of the work; of SRIW1's ${flipped("sriw1")}. The scheme is kept
as \`rk4-article\`, to reproduce the article; \`rk4-kasdin\` is the tableau as Kasdin has it, whose strength is the mean and
the variance of linear equations with additive noise.

## How to look yourself

\`\`\`sh
driftgraph run switch --certify                              # errors by dt and by paths, of each result
driftgraph run switch --scheme euler-maruyama --certify
driftgraph run switch --until "sd(share(on1)) < 0.002"       # as many paths as that takes
driftgraph replay runs/switch-1 --path 7                     # one path with its increments, bit for bit
\`\`\`
`;
}
