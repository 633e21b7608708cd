import { type CoupledNames, coupledNames } from "../simulation/coupled.ts";
import type { SeriesSummary } from "../summary/series-summary.ts";
import { Z95 } from "../summary/wilson.ts";
import { type Batch, less, overBatches } from "./batch-statistics.ts";
import type { Certificate, ErrorColumns, SeriesCertificate } from "./certificate.ts";
import { columns } from "./columns.ts";
import { type GridDifferences, strongError, weakError } from "./extrapolation.ts";
import { certifyQuantiles } from "./quantile-errors.ts";
import type { RoundedBatch } from "./rounding.ts";

/** What a series is certified from. */
export interface Measured {
  /** The coupled run's. */
  readonly batches: readonly Batch[];
  /** None if the run is in double precision. */
  readonly rounded: readonly RoundedBatch[];
  /** That the errors are extrapolated by. */
  readonly order: Certificate["order"];
  /** Whether these are proved for the model. */
  readonly isProved: boolean;
}

type Moment = "mean" | "variance";

/** What the numbers of one series are worth. @param own the run's own summary of it. */
export function certifySeries(
  name: string,
  own: SeriesSummary | undefined,
  { batches, rounded, order, isProved }: Measured,
  withQuantiles: boolean,
): SeriesCertificate {
  const names = coupledNames(name);
  const found = batches.map(({ series }) => new Map(series.map((of) => [of.name, of])));
  const times = found[0]?.get(name)?.mean.length ?? 0;
  const third = found.every((of) => of.has(names.finest));
  const at = (which: keyof CoupledNames, k: number, of: Moment): number[] =>
    found.map((batch) => batch.get(names[which])?.[of][k] ?? Number.NaN);
  const squares = (which: keyof CoupledNames, k: number): number[] => {
    const variance = at(which, k, "variance");
    return at(which, k, "mean").map((mean, i) => mean * mean + (variance[i] ?? Number.NaN));
  };
  // Of what isn't smooth no part is known to be of a higher order.
  const orders = { whole: order.strong, alike: isProved ? Math.ceil(order.strong) : order.strong };
  const strong = Array.from({ length: times }, (_, k) => {
    const further = third && {
      second: squares("fineDifference", k),
      full: squares("fullDifference", k),
    };
    return strongError({ first: squares("difference", k), ...further }, orders);
  });
  const sdDifferences = (k: number): GridDifferences => {
    const sd = (which: keyof CoupledNames) => at(which, k, "variance").map(Math.sqrt);
    const [coarse, fine] = [sd("coarse"), sd("fine")];
    return third
      ? { first: less(coarse, fine), second: less(fine, sd("finest")) }
      : { first: less(coarse, fine) };
  };
  const mean = columns(times, (k) => {
    const second = third && { second: at("fineDifference", k, "mean") };
    return weakError({ first: at("difference", k, "mean"), ...second }, order.weak);
  });
  const sd = columns(times, (k) => weakError(sdDifferences(k), order.weak));
  const coarse = found.map((batch) => batch.get(name));
  const rounding = (statistic: (of: SeriesSummary, k: number) => number) =>
    roundingOf(name, rounded, times, statistic);
  return {
    name,
    strong: Float64Array.from(strong, ({ value }) => value),
    strongError: Float64Array.from(strong, ({ error }) => error),
    strongOrder: Float64Array.from(strong, (of) => of.order),
    strongOrderError: Float64Array.from(strong, (of) => of.orderError),
    mean: {
      weak: mean.values,
      weakError: mean.errors,
      sampling: samplingOfMean(own, times),
      ...rounding((of, k) => of.mean[k] ?? Number.NaN),
    },
    sd: {
      weak: sd.values,
      weakError: sd.errors,
      sampling: samplingOfSd(own, coarse, times),
      ...rounding((of, k) => Math.sqrt(of.variance[k] ?? Number.NaN)),
    },
    quantiles: withQuantiles
      ? certifyQuantiles(name, batches, own, (differences) => weakError(differences, order.weak))
      : [],
  };
}

/** What a statistic differs by between the run's precision and double, along the same noise. */
function roundingOf(
  name: string,
  batches: readonly RoundedBatch[],
  times: number,
  statistic: (of: SeriesSummary, k: number) => number,
): Pick<ErrorColumns, "rounding" | "roundingError"> {
  if (batches.length === 0) return {};
  const pairs = batches.map(({ rounded, exact }) =>
    [rounded, exact].map((series) => series.find((of) => of.name === name)),
  );
  const { values, errors } = columns(times, (k) =>
    overBatches(
      pairs.map(([rounded, exact]) =>
        rounded && exact ? statistic(rounded, k) - statistic(exact, k) : Number.NaN,
      ),
    ),
  );
  return { rounding: values, roundingError: errors };
}

function samplingOfMean(own: SeriesSummary | undefined, times: number): Float64Array {
  return Float64Array.from({ length: times }, (_, k) => {
    const [variance, count] = [own?.variance[k] ?? Number.NaN, own?.count[k] ?? 0];
    // Of one path alone nothing is known.
    return count < 2 ? Number.NaN : Z95 * Math.sqrt(variance / count);
  });
}

/** How far standard deviations of batches scatter tells how far that of the run's paths would. */
function samplingOfSd(
  own: SeriesSummary | undefined,
  batches: readonly (SeriesSummary | undefined)[],
  times: number,
): Float64Array {
  return Float64Array.from({ length: times }, (_, k) => {
    const { error } = overBatches(batches.map((of) => Math.sqrt(of?.variance[k] ?? Number.NaN)));
    const paths = batches.reduce((sum, of) => sum + (of?.count[k] ?? 0), 0);
    return error * Math.sqrt(paths / (own?.count[k] ?? Number.NaN));
  });
}
