/** What a phase plane shows. */
export type PhasePart = "density" | "paths" | "field" | "nullclines" | "equilibria";

/** The parts, with the words for them. */
export const PHASE_PARTS: readonly (readonly [PhasePart, string])[] = [
  ["density", "density"],
  ["paths", "sample paths"],
  ["field", "drift"],
  ["nullclines", "nullclines"],
  ["equilibria", "equilibria"],
];

/** The parts that the address asks for, all by default; "none" for none. */
export function phasePartsFrom(text: string | undefined): ReadonlySet<PhasePart> {
  const names = text?.split(" ");
  return new Set(PHASE_PARTS.flatMap(([part]) => (!names || names.includes(part) ? [part] : [])));
}

/** Parts as the address keeps them; undefined for all. */
export function phasePartsText(parts: ReadonlySet<PhasePart>): string | undefined {
  if (parts.size === PHASE_PARTS.length) return undefined;
  return parts.size === 0 ? "none" : [...parts].join(" ");
}
