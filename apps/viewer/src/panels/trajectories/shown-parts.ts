/** What of an ensemble a chart of trajectories shows. */
export interface ShownParts {
  readonly paths: boolean;
  readonly bands: boolean;
  readonly median: boolean;
  readonly mean: boolean;
  readonly sd: boolean;
}

/** The parts, with the words for them. */
export const PARTS: readonly (readonly [part: keyof ShownParts, text: string])[] = [
  ["paths", "sample paths"],
  ["bands", "5–95 % and 25–75 %"],
  ["median", "median"],
  ["mean", "mean"],
  ["sd", "mean ± sd"],
];

const DEFAULT: readonly string[] = ["paths", "bands", "median", "mean"];

/** The parts that the address asks for: names with spaces between them, "none" for none of them. */
export function partsFrom(text: string | undefined): ShownParts {
  const names = text === undefined ? DEFAULT : text.split(" ");
  return {
    paths: names.includes("paths"),
    bands: names.includes("bands"),
    median: names.includes("median"),
    mean: names.includes("mean"),
    sd: names.includes("sd"),
  };
}

/** Parts as the address keeps them; undefined for those that are shown anyway. */
export function partsText(parts: ShownParts): string | undefined {
  const names = PARTS.flatMap(([part]) => (parts[part] ? [part] : []));
  const text = names.join(" ");
  if (text === DEFAULT.join(" ")) return undefined;
  return text === "" ? "none" : text;
}
