import { DriftgraphError } from "../errors/error.ts";
import type { Plan } from "../run/plan.ts";
import { allocate, costOf, type LevelStatistics } from "./allocation.ts";
import { LevelSampler } from "./level-sampler.ts";
import type { Moments } from "./moments.ts";
import type { Target } from "./target.ts";

/** Paths of each level from which variances are first known. */
const PILOT_PATHS = 2048;
/** Levels beyond the finest: steps of up to 64·dt. */
const MOST_LEVELS = 6;
/** Most that a level may grow at once: a variance from few paths can be far off. */
const GROWTH = 32;
/** Levels are grown to a little less error than is wanted, since variances are known only so well. */
const MARGIN = 0.98;
const MAX_PATHS = 4_000_000_000;

/** A level of an estimate. */
export interface Level {
  /** The finest step of its paths. */
  readonly dt: number;
  readonly paths: number;
  /** Of the coarsest level, what a path gives; of others by how much it changes at half the step. */
  readonly mean: number;
  readonly variance: number;
  /** Steps of a path; of a pair, those of both. */
  readonly cost: number;
}

/** An estimate by multilevel Monte Carlo. */
export interface MultilevelEstimate {
  readonly target: Target;
  readonly value: number;
  /** Its standard error. */
  readonly error: number;
  /** From the coarsest to the finest. */
  readonly levels: readonly Level[];
  /** Steps taken in all, those of the pilot too. */
  readonly cost: number;
  /** Steps that plain Monte Carlo would take at the same dt for the same error, and its paths. */
  readonly plainCost: number;
  readonly plainPaths: number;
}

/** What a pilot foresees: how many levels are worth it, and what that costs beside plain Monte Carlo. */
export interface Foresight {
  /** Pairs of levels, from the finest on; as many as are worth it. */
  readonly pairs: readonly LevelSampler[];
  /** Steps in all. */
  readonly cost: number;
  readonly plainCost: number;
}

/**
 * Runs a pilot of pairs at dt and 2 dt, 2 dt and 4 dt, …, and chooses how many of them are worth it.
 *
 * The grid is coarsened as long as it divides and no path is lost.
 *
 * @param plan of one point, in steps of one size.
 */
export async function foresee(
  plan: Plan,
  target: Target,
  signal?: AbortSignal,
): Promise<Foresight> {
  const pairs: LevelSampler[] = [];
  for (let factor = 2; plan.steps % factor === 0 && pairs.length < MOST_LEVELS; factor *= 2) {
    const pair = new LevelSampler(plan, target, { factor, isPair: true });
    await pair.add(PILOT_PATHS, signal);
    if (signal?.aborted || pair.hasLost) break;
    pairs.push(pair);
  }
  const finest = pairs[0]?.fine.variance ?? Number.NaN;
  const plainCost = costOf([{ variance: finest, cost: plan.steps }], target.limit);
  const costs = pairs.map((_, last) => {
    const used = pairs.slice(0, last + 1);
    const base = pairs[last]?.coarse.variance ?? Number.NaN;
    const cost = plan.steps / 2 ** (last + 1);
    return costOf([...used.map(statisticsOf), { variance: base, cost }], target.limit);
  });
  const least = Math.min(...costs);
  const count = costs.indexOf(least) + 1;
  const pilot = pairs.reduce((sum, pair) => sum + pair.cost * pair.contribution.count, 0);
  return { pairs: pairs.slice(0, count), cost: least + pilot, plainCost };
}

/**
 * Estimates a mean, or a share, at the end of a run by multilevel Monte Carlo: most paths take coarse
 * steps, and ever fewer pairs of paths correct them, level by level, to steps of the plan's dt. Its bias is
 * that of plain Monte Carlo at this dt; its cost for the same error is less by how much pairs agree.
 *
 * Source: M. B. Giles, Oper. Res. 56 (2008) 607–617. Levels draw noise of their own; the result is the same
 * whatever the threads.
 *
 * @param most paths of any level.
 * @returns undefined if it was cancelled.
 * @throws DriftgraphError `invalid-option` if a level would take more paths; `unsupported` if a path is lost.
 */
export async function multilevelEstimate(
  plan: Plan,
  target: Target,
  { pairs }: Foresight,
  most: number = MAX_PATHS,
  signal?: AbortSignal,
): Promise<MultilevelEstimate | undefined> {
  const base = new LevelSampler(plan, target, { factor: 2 ** pairs.length, isPair: false });
  await base.add(PILOT_PATHS, signal);
  const levels = [base, ...pairs.toReversed()];
  for (;;) {
    if (signal?.aborted) return undefined;
    if (levels.some(({ hasLost }) => hasLost)) throw lostPaths(plan, target);
    const error = Math.sqrt(
      levels.reduce((sum, { contribution: { variance, count } }) => sum + variance / count, 0),
    );
    if (error < target.limit) return estimateOf(plan, target, levels, error);
    await grow(levels, target, most, signal);
  }
}

/** Runs what the levels lack. */
async function grow(
  levels: readonly LevelSampler[],
  { limit, text }: Target,
  most: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const wanted = allocate(levels.map(statisticsOf), MARGIN * limit);
  const needed = Math.max(...wanted);
  if (needed > most) {
    throw new DriftgraphError(
      "invalid-option",
      `${text} would take about ${Number(needed.toPrecision(2))} paths of one level, expected at most ${most}`,
    );
  }
  for (const [l, level] of levels.entries()) {
    const { count } = level.contribution;
    const more = Math.min(wanted[l] ?? 0, GROWTH * count) - count;
    if (more > 0) await level.add(more, signal);
  }
}

function statisticsOf({ contribution, cost }: LevelSampler): LevelStatistics {
  return { variance: atLeast(contribution), cost };
}

/** A variance of 0 from a pilot, of an event that no pair disagreed about, isn't known to be 0. */
function atLeast({ variance, count, mean }: Moments): number {
  return variance > 0 ? variance : Math.max(mean ** 2, Number.EPSILON) / count;
}

function estimateOf(
  plan: Plan,
  target: Target,
  levels: readonly LevelSampler[],
  error: number,
): MultilevelEstimate {
  const variance = levels.at(-1)?.fine.variance ?? Number.NaN;
  const plainPaths = Math.ceil(variance / error ** 2);
  return {
    target,
    value: levels.reduce((sum, { contribution: { mean } }) => sum + mean, 0),
    error,
    levels: levels.map(({ dt, cost, contribution: { count, ...moments } }) => ({
      dt,
      paths: count,
      ...moments,
      cost,
    })),
    cost: levels.reduce((sum, { cost, contribution: { count } }) => sum + cost * count, 0),
    plainCost: plainPaths * plan.steps,
    plainPaths,
  };
}

function lostPaths({ dt }: Plan, { text }: Target): DriftgraphError {
  return new DriftgraphError(
    "unsupported",
    `a path in coarser steps than dt = ${dt} stopped being finite, which multilevel Monte Carlo for ${text} can't do without`,
    { hint: "Use the plain estimator." },
  );
}
