import type { Estimate } from "./batch-statistics.ts";

/** Estimates at each logged time, as a column of their values and one of their errors. */
export function columns(
  times: number,
  estimate: (k: number) => Estimate,
): { readonly values: Float64Array; readonly errors: Float64Array } {
  const all = Array.from({ length: times }, (_, k) => estimate(k));
  return {
    values: Float64Array.from(all, ({ value }) => value),
    errors: Float64Array.from(all, ({ error }) => error),
  };
}
