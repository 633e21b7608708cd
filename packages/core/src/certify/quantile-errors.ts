import { coupledNames } from "../simulation/coupled.ts";
import { QUANTILES } from "../summary/reported-quantiles.ts";
import {
  coarseness,
  type Quantile,
  quantile,
  quantiles,
  type SeriesSummary,
} from "../summary/series-summary.ts";
import { Z95 } from "../summary/wilson.ts";
import { type Batch, type Estimate, less } from "./batch-statistics.ts";
import type { QuantileCertificate } from "./certificate.ts";
import type { GridDifferences } from "./extrapolation.ts";

const PS = QUANTILES.map(([, p]) => p);
/** Bins of a coupled run's histograms: quantiles are linear within them, so that few are not enough. */
const MOST_BINS = 512;
const LEAST_BINS = 32;
/** Logged times × series × bins that are kept. */
const MAX_CELLS = 2 ** 22;

/** Bins of a coupled run's histograms; undefined if there are too many times to keep them. */
export function quantileBins(times: number, series: number): number | undefined {
  const bins = Math.min(MOST_BINS, Math.floor(MAX_CELLS / (times * series)) - 3);
  return bins >= LEAST_BINS ? bins : undefined;
}

/**
 * What quantiles of a series are off, batch by batch: how far batches scatter, whose bins differ, tells
 * how well that is known, bins and all.
 *
 * @param extrapolate makes of the differences between step sizes what dt is off.
 */
export function certifyQuantiles(
  name: string,
  batches: readonly Batch[],
  own: SeriesSummary | undefined,
  extrapolate: (differences: GridDifferences) => Estimate,
): QuantileCertificate[] {
  const names = coupledNames(name);
  const found = batches.map(({ series }) =>
    [names.coarse, names.fine, names.finest].flatMap(
      (of) => series.find((summary) => summary.name === of) ?? [],
    ),
  );
  const third = found.every((grids) => grids.length === 3);
  const times = own?.mean.length ?? found[0]?.[0]?.mean.length ?? 0;
  const at = Array.from({ length: times }, (_, k) => {
    const known = found.map((grids) => grids.map((of) => quantiles(of, k, PS)));
    return PS.map((_, i) => {
      const value = (grid: number): number[] =>
        known.map((grids) => grids[grid]?.[i]?.value ?? Number.NaN);
      const [coarse, fine] = [value(0), value(1)];
      const first = less(coarse, fine);
      const estimate = extrapolate(third ? { first, second: less(fine, value(2)) } : { first });
      // Where no batch sees its paths change bins, that is what a bin can't tell, and no proof that there is nothing.
      const unseen = estimate.error === 0 ? widest(known.map((grids) => grids[0]?.[i])) : 0;
      return { value: estimate.value, error: estimate.error + unseen };
    });
  });
  const column = (value: (k: number) => number | undefined): Float64Array =>
    Float64Array.from({ length: times }, (_, k) => value(k) ?? Number.NaN);
  return QUANTILES.map(([of, p], i) => ({
    name: of,
    p,
    weak: column((k) => at[k]?.[i]?.value),
    weakError: column((k) => at[k]?.[i]?.error),
    sampling: column((k) => own && samplingOf(own, k, p)),
  }));
}

function widest(found: readonly (Quantile | undefined)[]): number {
  return Math.max(...found.map((of) => of?.error ?? 0));
}

/**
 * Half the distance between the quantiles that the 95 % interval of a share p of the paths leads to, and the width
 * of a bin where that is too coarse for what lies between bins to be read off.
 */
function samplingOf(own: SeriesSummary, k: number, p: number): number {
  const count = own.count[k] ?? Number.NaN;
  // Of one path alone nothing is known.
  if (count < 2) return Number.NaN;
  const half = Z95 * Math.sqrt((p * (1 - p)) / count);
  const [low, high] = quantiles(own, k, [Math.max(0, p - half), Math.min(1, p + half)]);
  const half95 = ((high?.value ?? Number.NaN) - (low?.value ?? Number.NaN)) / 2;
  const { coarse, error } = quantile(own, k, p);
  return half95 + (coarse ? error : coarseness(own, k));
}
