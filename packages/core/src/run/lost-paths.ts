import type { NonFiniteError } from "../errors/error.ts";
import type { Ensemble } from "./run.ts";

/** An ensemble with how many of its paths were left out; those that a series doesn't count. */
export function withLost(ensemble: Ensemble, first: NonFiniteError): Ensemble {
  const [series] = ensemble.series;
  const paths = (series?.count ?? new Float64Array()).map((count) => ensemble.paths - count);
  return { ...ensemble, lost: { paths, first } };
}
