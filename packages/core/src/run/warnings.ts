import { provedNonnegative } from "../model/influence.ts";
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
