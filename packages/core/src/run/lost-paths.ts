import type { NonFiniteError } from "../errors/error.ts";
import type { Ensemble } from "./run.ts";

/**
 * An ensemble with how many of its paths were left out; those that a series doesn't count.
 *
 * @param reached how many came as far as a logged time, if the run may have been ended before all did.
 */
export function withLost(
  ensemble: Ensemble,
  first: NonFiniteError,
  reached: (time: number) => number = () => ensemble.paths,
): Ensemble {
  const [series] = ensemble.series;
  const paths = (series?.count ?? new Float64Array()).map((count, k) => reached(k) - count);
  return { ...ensemble, lost: { paths, first } };
}
