import type { LoggedRun } from "@driftgraph/core";

/** A run whose aspect is drawn. */
export interface RunOfAspect {
  readonly name: string;
  readonly logged: LoggedRun;
  /** The run's, where there are several. */
  readonly colour: string;
  /** Those of what it has several of. */
  colourOf(index: number): string;
}

/** What the panel shows against time. */
export type Aspect = "paths" | "events" | "correlations" | "autocorrelation";

/** The aspects, with the words for them and whether a run has them. */
export const ASPECTS: readonly (readonly [
  aspect: Aspect,
  text: string,
  isIn: (logged: LoggedRun) => boolean,
])[] = [
  ["paths", "paths", () => true],
  ["events", "events", ({ events }) => events.length > 0],
  ["correlations", "correlations", ({ correlations }) => correlations.size > 0],
  ["autocorrelation", "autocorrelation", ({ autocorrelations }) => autocorrelations.size > 0],
];

/** What the address asks for, if the runs have it. */
export function aspectFrom(text: string | undefined, runs: readonly LoggedRun[]): Aspect {
  const found = ASPECTS.find(([aspect, , isIn]) => aspect === text && runs.some(isIn));
  return found?.[0] ?? "paths";
}

/** The run's name before a label, where there are several runs. */
export function namedBySeveral(runs: readonly RunOfAspect[], { name }: RunOfAspect): string {
  return runs.length > 1 ? `${name} ` : "";
}
