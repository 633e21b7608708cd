import type { Origin } from "../graph/origin.ts";

/**
 * Adds to the origin of a node that equation text made the line of the model's file on which that text
 * stands. An equation only knows its text: the file that it is from is known to whoever logs the run.
 *
 * @param modelText of the model's file.
 * @returns what adds it; the same origin is given back where the text isn't found, or in several places of
 *   which none is the equation's by its name.
 */
export function locatedBy(modelText: string | undefined): (origin: Origin) => Origin {
  if (modelText === undefined) return (origin) => origin;
  const lines = modelText.split("\n");
  const found = new Map<string, number | undefined>();
  return (origin) => {
    const { equation, text } = origin;
    if (text === undefined || equation === undefined || origin.line !== undefined) return origin;
    const key = `${equation}: ${text}`;
    if (!found.has(key)) found.set(key, lineIn(lines, equation, text));
    const line = found.get(key);
    return line === undefined ? origin : { ...origin, line };
  };
}

/**
 * The 1-based line of a model's file on which an equation stands as text, all of a string, as in
 * `x1: "sigma*x1"`; undefined if it isn't found, or in several places of which none is its own by its name.
 *
 * @param equation such as `drift of x1`.
 */
export function lineOfEquation(
  modelText: string,
  equation: string,
  text: string,
): number | undefined {
  return lineIn(modelText.split("\n"), equation, text);
}

function lineIn(lines: readonly string[], equation: string, text: string): number | undefined {
  const strings = ['"', "'", "`"].map((quote) => `${quote}${text}${quote}`);
  const places = lines.flatMap((line, i) =>
    strings.some((string) => line.includes(string)) ? [i] : [],
  );
  if (places.length === 1) return (places[0] ?? 0) + 1;
  // `drift of x1` stands behind `x1:`, as does `diffusion of x1` elsewhere.
  const name = equation.slice(equation.lastIndexOf(" ") + 1);
  const named = places.filter((i) =>
    strings.some((string) => {
      const before = (lines[i] ?? "").split(string)[0] ?? "";
      return keyOf(before) === name;
    }),
  );
  return named.length === 1 ? (named[0] ?? 0) + 1 : undefined;
}

/** The property whose value begins behind a piece of a line: `x1` of `drift: { x1: `. */
function keyOf(before: string): string | undefined {
  return /([\p{L}\p{N}_$]+)["']?\s*:\s*$/u.exec(before)?.[1];
}
