import { type Ensemble, quantile, type Run } from "@driftgraph/core";

/** The quantiles that are reported, by their name. */
const QUANTILES = { q05: 0.05, q25: 0.25, q50: 0.5, q75: 0.75, q95: 0.95 } as const;

/** What is known of one series at one logged time. */
export interface Statistics {
  readonly t: number;
  readonly species: string;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly q05: number | null;
  readonly q25: number | null;
  readonly q50: number | null;
  readonly q75: number | null;
  readonly q95: number | null;
}

/** The statistics of every series at one logged time, by its index. */
export function statisticsAt({ times }: Run, ensemble: Ensemble, k: number): Statistics[] {
  return ensemble.series.map((series) => {
    const at = (p: number): number | null => known(quantile(series, k, p).value);
    return {
      t: times[k] ?? Number.NaN,
      species: series.name,
      mean: known(series.mean[k]),
      sd: known(Math.sqrt(series.variance[k] ?? Number.NaN)),
      min: known(series.min[k]),
      max: known(series.max[k]),
      q05: at(QUANTILES.q05),
      q25: at(QUANTILES.q25),
      q50: at(QUANTILES.q50),
      q75: at(QUANTILES.q75),
      q95: at(QUANTILES.q95),
    };
  });
}

/** JSON has no NaN: what isn't known is null. */
function known(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
