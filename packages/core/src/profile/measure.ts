import type { Repeat } from "./bench.ts";

/** How long to measure, and by what clock. */
export interface Measuring {
  /** Milliseconds from some origin. */
  readonly now: () => number;
  /** Milliseconds that all of it may take, about. */
  readonly budget: number;
}

/** Milliseconds that one timing lasts at least: long enough for the call's own cost to vanish. */
const TIMING = 0.02;
/** Steps of the clock that one timing lasts at least; clocks of browsers are coarse. */
const CLOCK_STEPS = 10;
const FEWEST_ROUNDS = 4;
/** Rounds without a clear improvement that show that the engine has exchanged its code. */
const SETTLED_ROUNDS = 4;
const CLEARLY = 0.95;
/** Times the budget after which we stop, settled or not. */
const PATIENCE = 2;

/**
 * The time of each workload in nanoseconds: the least of several rounds over all of them.
 *
 * The least, since whatever else happens on the machine only adds to it, and since engines begin with
 * slower code and exchange it while they run. Empty if the clock stands still.
 */
export function measure(
  workloads: ReadonlyMap<string, Repeat>,
  { now, budget }: Measuring,
): Map<string, number> {
  const start = now();
  const step = clockStep(now);
  const shortest = Math.max(TIMING, CLOCK_STEPS * step);
  const repeats = new Map<string, number>();
  const best = new Map<string, number>();
  if (step === 0) return best;
  for (let round = 1, improved = 1; ; round++) {
    for (const [key, run] of workloads) {
      const count = repeats.get(key) ?? 1;
      const before = now();
      run(count);
      const took = now() - before;
      // Shorter ones say more of the clock than of the workload.
      if (took >= shortest / 2) {
        const nanos = (1e6 * took) / count;
        const known = best.get(key) ?? Number.POSITIVE_INFINITY;
        if (nanos < CLEARLY * known) improved = round;
        best.set(key, Math.min(known, nanos));
      }
      if (took < shortest)
        repeats.set(key, Math.ceil((count * shortest) / Math.max(took, shortest / 64)));
    }
    const spent = now() - start;
    const settled = round - improved >= SETTLED_ROUNDS;
    const enough = best.size === workloads.size && round >= FEWEST_ROUNDS;
    if (enough && spent > (settled ? budget : PATIENCE * budget)) return best;
  }
}

/** Readings of a clock after which it is taken to stand still. */
const MOST_TRIES = 1e6;

/** The least difference that a clock shows. */
function clockStep(now: () => number): number {
  const start = now();
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const step = now() - start;
    if (step > 0) return step;
  }
  return 0;
}
