import { type CoupledNames, coupledNames } from "../simulation/coupled.ts";
import { type EventSummary, passageVariance } from "../summary/event-summary.ts";
import { wilsonInterval, Z95 } from "../summary/wilson.ts";
import { type Batch, less, overBatches } from "./batch-statistics.ts";
import type { ErrorColumns, EventCertificate } from "./certificate.ts";
import { columns } from "./columns.ts";
import { type GridDifferences, weakError } from "./extrapolation.ts";

/**
 * What is missed between steps falls with the square root of their size, whatever the scheme.
 *
 * E. Gobet, Stoch. Proc. Appl. 87 (2000) 167–197.
 */
const PASSAGE_ORDER = 0.5;

/** The events of a coupled run that tell where a condition holds, and those of its first passages. */
const HOLDING = ["coarse", "fine", "finest"] as const;
const PASSED = ["coarse", "finePassage", "finestPassage"] as const;

/** What the shares and the first passages of one event are worth. @param own the run's own summary of it. */
export function certifyEvent(
  own: EventSummary,
  batches: readonly Batch[],
  order: number,
  times: Float64Array,
): EventCertificate {
  const names = coupledNames(own.name);
  const found = batches.map(({ events }) => new Map(events.map((of) => [of.name, of])));
  const third = found.every((of) => of.has(names.finest));
  const of = (which: keyof CoupledNames, value: (event: EventSummary) => number): number[] =>
    found.map((batch) => {
      const event = batch.get(names[which]);
      return event ? value(event) : Number.NaN;
    });
  const differences = (
    value: (event: EventSummary) => number,
    [one, other, last]: readonly [keyof CoupledNames, keyof CoupledNames, keyof CoupledNames],
  ): GridDifferences => {
    const [coarse, fine] = [of(one, value), of(other, value)];
    const first = less(coarse, fine);
    return third ? { first, second: less(fine, of(last, value)) } : { first };
  };
  const share = (column: "holding" | "reached", k: number) => (event: EventSummary) =>
    (event[column][k] ?? Number.NaN) / (pathsOf(event, column)[k] ?? Number.NaN);
  const shareErrors = (column: "holding" | "reached", by: number): ErrorColumns => {
    const grids = column === "holding" ? HOLDING : PASSED;
    const weak = columns(own.paths.length, (k) => {
      const { value, error } = weakError(differences(share(column, k), grids), by);
      // Where no path or hardly any ends otherwise, that is no proof that none does: only few do.
      const pairs = of("difference", ({ paths }) => paths[k] ?? 0).reduce((sum, n) => sum + n, 0);
      const few = k === 0 ? 0 : wilsonInterval(0, pairs).high / (1 - 2 ** -by);
      return { value, error: Math.max(error, few) };
    });
    const sampling = pathsOf(own, column).map((paths, k) => {
      const { low, high } = wilsonInterval(own[column][k] ?? 0, paths);
      return (high - low) / 2;
    });
    return { weak: weak.values, weakError: weak.errors, sampling };
  };
  return {
    name: own.name,
    flipped: Float64Array.from(
      own.paths,
      (_, k) => overBatches(of("difference", share("holding", k))).value,
    ),
    share: shareErrors("holding", order),
    // Steps that adapt are watched at the ends of whole ones, with either tolerance: what is missed is the same.
    ...(third && {
      reached: shareErrors("reached", PASSAGE_ORDER),
      passage: passageErrors(own, (value) => differences(value, PASSED), times),
    }),
  };
}

/** Of how many paths a share is. */
function pathsOf({ paths, known }: EventSummary, column: "holding" | "reached"): Float64Array {
  return column === "holding" ? paths : known;
}

function passageErrors(
  own: EventSummary,
  differences: (value: (event: EventSummary) => number) => GridDifferences,
  times: Float64Array,
): ErrorColumns {
  const weak = columns(times.length, (k) =>
    weakError(
      differences(({ passage }) => passage[k] ?? Number.NaN),
      PASSAGE_ORDER,
    ),
  );
  const sampling = Float64Array.from(times, (_, k) => {
    return Z95 * Math.sqrt(passageVariance(own, times, k) / (own.reached[k] ?? Number.NaN));
  });
  return { weak: weak.values, weakError: weak.errors, sampling };
}
