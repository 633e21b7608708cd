import type { Plan } from "./plan.ts";
import type { Ensemble } from "./run.ts";

/** What a user should know of a run's results, in plain words. */
export function warningsOf(plan: Plan, ensembles: readonly Ensemble[]): string[] {
  return [
    ...new Set(
      ensembles.flatMap((ensemble) => [...negatives(plan, ensemble), ...policies(plan, ensemble)]),
    ),
  ];
}

/** Species that no policy keeps from becoming negative though they began at or above zero. */
function negatives({ model }: Plan, { series }: Ensemble): string[] {
  return model.species.flatMap(({ name, positivity, unit }) => {
    if (positivity !== "allow" || unit === undefined) return [];
    const found = series.find((summary) => summary.name === name);
    const startsBelow = (found?.min[0] ?? 0) < 0;
    if (!found || startsBelow || !found.min.some((value) => value < 0)) return [];
    return [
      `${name} became negative in some paths; declare its positivity (clip, reflect or stop) if it can't be`,
    ];
  });
}

function policies({ model, paths, steps }: Plan, { violations }: Ensemble): string[] {
  return model.species.flatMap(({ name, positivity }) => {
    const count = violations[name]?.at(-1) ?? 0;
    if (count === 0) return [];
    const share = count / (paths * steps);
    return [
      `${name} would have become negative in ${(100 * share).toPrecision(2)} % of path-steps: ${ACTIONS[positivity]}`,
    ];
  });
}

const ACTIONS = {
  allow: "allowed",
  clip: "clipped to 0",
  reflect: "reflected to positive values",
  stop: "those paths were stopped",
} as const;
