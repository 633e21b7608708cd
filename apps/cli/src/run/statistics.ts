import { type Ensemble, quantiles, type Run } from "@driftgraph/core";

/** The quantiles that are reported, by their name; rising. */
const QUANTILES = { q05: 0.05, q25: 0.25, q50: 0.5, q75: 0.75, q95: 0.95 } as const;

const NAMES = ["q05", "q25", "q50", "q75", "q95"] as const satisfies readonly QuantileName[];

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
  /** The quantiles are within this of the sample's: the width of the widest of the bins that they lie in. */
  readonly quantileError: number | null;
  /** Quantiles that may be off by that much, since many values are in their bin; the others are off by far less. */
  readonly coarse: readonly QuantileName[];
}

type QuantileName = keyof typeof QUANTILES;

/** The statistics of every series at one logged time, by its index. */
export function statisticsAt({ times }: Run, ensemble: Ensemble, k: number): Statistics[] {
  return ensemble.series.map((series) => {
    const found = quantiles(series, k, Object.values(QUANTILES));
    const at = (i: number): number | null => known(found[i]?.value);
    return {
      t: times[k] ?? Number.NaN,
      species: series.name,
      mean: known(series.mean[k]),
      sd: known(Math.sqrt(series.variance[k] ?? Number.NaN)),
      min: known(series.min[k]),
      max: known(series.max[k]),
      q05: at(0),
      q25: at(1),
      q50: at(2),
      q75: at(3),
      q95: at(4),
      coarse: NAMES.filter((_, i) => found[i]?.coarse),
      quantileError: known(Math.max(...found.map(({ error }) => error))),
    };
  });
}

/** JSON has no NaN: what isn't known is null. */
function known(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
