import {
  type Equilibrium,
  type Explanation,
  implicitlyKept,
  type UndefinedFormula,
} from "@driftgraph/core";
import type { Palette } from "../terminal/colour.ts";
import { showExact, showNumber, showPercent } from "../terminal/number.ts";
import { type Column, table } from "../terminal/table.ts";

/** Characters of a correction that are shown. */
const LONGEST = 100;

const left = (heading: string): Column => ({ heading, align: "left" });
const right = (heading: string): Column => ({ heading, align: "right" });

/** An explanation for people, section by section. */
export function explanationText(explanation: Explanation, dt: number, colours: Palette): string {
  const sections = [
    equationLines(explanation),
    noiseLines(explanation),
    schemeLines(explanation, colours),
    equilibriumLines(explanation, colours),
    stiffnessLines(explanation, dt, colours),
    boundaryLines(explanation, colours),
  ];
  const text = sections.map(([title, ...lines]) =>
    [colours.bold(title ?? ""), ...lines.map((line) => `  ${line}`)].join("\n"),
  );
  return `${text.join("\n\n")}\n`;
}

function equationLines({ model, interpretation, equations }: Explanation): string[] {
  const calculus = interpretation === "ito" ? "Itô" : "Stratonovich";
  return [`${model}, in the sense of ${calculus}`, ...equations];
}

function noiseLines({ noise, correction, interpretation, jumps }: Explanation): string[] {
  const [other, sign] = interpretation === "ito" ? ["Stratonovich", "−"] : ["Itô", "+"];
  const changes = correction.map(
    ({ species, text }) => `  drift of ${species} ${sign} ${shortened(text)}`,
  );
  return [
    `Noise: ${noise.structure}`,
    `${noise.reason}.`,
    ...(noise.structure === "none"
      ? []
      : jumps !== undefined
        ? [
            `Itô and Stratonovich differ where the diffusion of ${jumps} jumps, and can't be converted into each other.`,
          ]
        : correction.length === 0
          ? ["Itô and Stratonovich are the same here."]
          : [`In the sense of ${other} the same process has`, ...changes]),
  ];
}

/** Long formulas are whole in the JSON. */
function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

function schemeLines(explanation: Explanation, { dim, green, yellow }: Palette): string[] {
  const { schemes, interpretation, roughness } = explanation;
  const applying = schemes.filter(({ order }) => order !== undefined);
  const rows = applying.map(({ name, order, isDefault, converts, adapts }) => [
    name,
    showOrder(order?.strong),
    showOrder(order?.weak),
    [
      isDefault ? green("the default") : "",
      adapts ? "can adapt its steps" : "",
      converts ? `converted to ${interpretation === "ito" ? "Stratonovich" : "Itô"} first` : "",
    ]
      .filter((note) => note !== "")
      .join(", "),
  ]);
  const refused = schemes.flatMap(({ name, refusal }) =>
    refusal === undefined ? [] : [`${name}: ${refusal}`],
  );
  return [
    "Schemes",
    ...table([left("scheme"), right("strong"), right("weak"), left("")], rows, dim),
    ...actingPolicies(explanation).map((line) => `${yellow("note:")} ${line}`),
    ...(roughness === undefined ? [] : [`${yellow("note:")} ${roughness}`]),
    ...(refused.length > 0
      ? [dim("These don't apply:"), ...refused.map((line) => `  ${line}`)]
      : []),
  ];
}

/** Policies where no scheme is proved to have more than order ½. */
function actingPolicies({ boundaries }: Explanation): string[] {
  const acting = boundaries.filter(
    ({ positivity }) => positivity === "clip" || positivity === "stop",
  );
  if (acting.length === 0) return [];
  const names = acting.map(({ species }) => species).join(", ");
  return [
    `orders are those of paths that aren't clipped or stopped at zero; where ${names} is, none beyond ½ is proved`,
  ];
}

const showOrder = (order: number | undefined): string =>
  order === undefined ? "–" : String(order);

function equilibriumLines(explanation: Explanation, { dim, green, yellow }: Palette): string[] {
  const { equilibria, species, autonomous } = explanation;
  const title = `Equilibria of the drift${autonomous ? "" : " at t = 0; it changes with time"}`;
  const rows = equilibria.points.map((point) => [
    ...point.x.map((value) => showNumber(value)),
    point.stable ? green(point.kind) : yellow(point.kind),
    showEigenvalues(point),
  ]);
  const columns = [...species.map(right), left("kind"), left("eigenvalues")];
  return [
    title,
    ...(rows.length > 0 ? table(columns, rows, dim) : []),
    ...(equilibria.continuum ? ["Equilibria fill a line or more; these are not listed."] : []),
    ...(rows.length === 0 && !equilibria.continuum ? ["none found"] : []),
  ];
}

/** Pairs of conjugates once, as −1 ± 2i. */
function showEigenvalues({ eigenvalues }: Equilibrium): string {
  return eigenvalues
    .filter(({ im }) => im >= 0)
    .map(({ re, im }) => (im === 0 ? showNumber(re) : `${showNumber(re)} ± ${showNumber(im)}i`))
    .join(", ");
}

function stiffnessLines(
  { stiffness, species, noise }: Explanation,
  dt: number,
  { yellow }: Palette,
): string[] {
  const { ratio, largestStep, fastestRate, at } = stiffness;
  if (ratio === undefined || largestStep === undefined) {
    return ["Stiffness", "no deviation from the way without noise dies out"];
  }
  const where = species.map((name, i) => `${name} = ${showNumber(at?.[i] ?? Number.NaN)}`);
  const tooLarge = dt > largestStep;
  const kept = showPercent(implicitlyKept(fastestRate ?? 0, dt));
  const damping =
    noise.structure === "none"
      ? ""
      : `, which is stable but leaves what dies out fastest ${kept} of the standard deviation of its fluctuations`;
  const advice = `The typical dt = ${showExact(dt)} is above it: take a smaller one, or scheme implicit-euler${damping}.`;
  return [
    "Stiffness",
    `ratio of the fastest to the slowest decay: ${showNumber(ratio)}`,
    `largest stable dt of an explicit Euler step: ${showNumber(largestStep)}, at ${where.join(", ")}`,
    ...(tooLarge ? [yellow(advice)] : []),
  ];
}

function boundaryLines(explanation: Explanation, { dim, yellow }: Palette): string[] {
  const rows = explanation.boundaries.map(({ species, positivity, stays, reasons }) => [
    species,
    stays ? "stays at or above zero" : "may go below zero",
    positivity,
    reasons.join("; "),
  ]);
  const undefinedLines = explanation.undefinedFormulas.map((of) => yellow(undefinedText(of)));
  return [
    "Zero",
    ...table([left("species"), left("the solution"), left("policy"), left("why")], rows, dim),
    ...undefinedLines,
  ];
}

/** Where a formula has no value, and what helps. */
function undefinedText({ formula, where, species, beyondPositivity }: UndefinedFormula): string {
  const what = `${formula} in the ${where} has no value`;
  return beyondPositivity
    ? `${what} for some states that a step may lead to, which no positivity policy prevents: bound what it is taken of, as by max(…, 0).`
    : `${what} if a step leads ${species.join(" or ")} below zero: declare positivity.`;
}
