import type { Plan } from "../run/plan.ts";
import { prepare } from "../run/prepare.ts";
import { allocate, costOf, type LevelStatistics } from "./allocation.ts";
import { coarsenings } from "./grids.ts";
import { LevelSampler, type Watch } from "./level-sampler.ts";
import type { Moments } from "./moments.ts";
import { pathCost } from "./path-cost.ts";
import type { Target } from "./target.ts";

/** Paths of each level from which variances are first known. */
const PILOT_PATHS = 2048;
/** What a kernel takes before its first path, in additions: 10 ms of one core. */
const KERNEL_COST = 2e8;
/** Coarser grids that make nothing cheaper before no further ones are tried. */
const PATIENCE = 2;
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
  /** Of the coarsest level, what a path gives; of others by how much it differs from the level before. */
  readonly mean: number;
  readonly variance: number;
  /** What a path takes, of a pair both together, in additions: see `pathCost`. */
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
  /** Additions in all, those of pilots of levels that are not used too. */
  readonly cost: number;
  /** Additions that plain Monte Carlo would take at the same dt for the same error, and its paths. */
  readonly plainCost: number;
  readonly plainPaths: number;
}

/** What a pilot foresees: how many levels are worth it, and what that costs beside plain Monte Carlo. */
export interface Foresight {
  /** From the coarsest, of which nothing is run yet, to the run's own dt. */
  readonly levels: readonly LevelSampler[];
  /** Additions in all. */
  readonly cost: number;
  /** Those of pilots of levels that are not worth it. */
  readonly unused: number;
  readonly plainCost: number;
}

/**
 * Runs a pilot of pairs, at dt and a coarser step, at that and a coarser one still, …, and chooses how many
 * of them are worth it.
 *
 * The grid is coarsened as long as that makes it cheaper and no path is lost.
 *
 * @param plan of one point, in steps of one size.
 * @returns undefined if not even the first coarser grid can be used, or no pair of its paths differs, or it was
 *   aborted.
 */
export async function foresee(
  plan: Plan,
  target: Target,
  watch: Watch = {},
): Promise<Foresight | undefined> {
  const pairs: LevelSampler[] = [];
  let best: readonly LevelSampler[] | undefined;
  let least = Number.POSITIVE_INFINITY;
  let factor = 1;
  for (const parts of coarsenings(plan.steps)) {
    if (pairs.length >= (best?.length ?? 1) - 1 + PATIENCE) break;
    factor *= parts;
    const pair = new LevelSampler(plan, target, { factor, parts });
    await pair.add(PILOT_PATHS, watch);
    if (watch.signal?.aborted) return undefined;
    // Steps that are too long for the drift: none longer will do.
    if (pair.hasLost) break;
    // What few pairs differ by none may have shown: how many it takes can't be foreseen.
    if (target.estimate === "mean" && pair.contribution.variance === 0) break;
    pairs.unshift(pair);
    const base = new LevelSampler(plan, target, { factor });
    const coarsest = { variance: atLeast(pair.coarse, target), cost: base.cost };
    const cost = KERNEL_COST + costOf([coarsest, ...pairs.map(statisticsOf)], target.limit);
    if (cost < least || !best) [best, least] = [[base, ...pairs], cost];
  }
  const finest = pairs.at(-1);
  if (!best || !finest) return undefined;
  const unused = costOfPaths(pairs.filter((pair) => !best.includes(pair)));
  const variance = atLeast(finest.fine, target);
  const plainCost = (variance / target.limit ** 2) * plainPathCost(plan);
  return { levels: best, cost: least + costOfPaths(pairs), unused, plainCost };
}

/** What the paths that were run took. */
function costOfPaths(levels: readonly LevelSampler[]): number {
  return levels.reduce((sum, { cost, contribution: { count } }) => sum + cost * count, 0);
}

/** What a path takes that is run plainly. */
export function plainPathCost(plan: Plan): number {
  return pathCost(prepare(plan).optimized, plan);
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
 * @returns undefined if it was cancelled; why it failed, in words that follow what it is, if a path was lost or
 *   a level would take more paths.
 */
export async function multilevelEstimate(
  plan: Plan,
  target: Target,
  { levels, unused }: Foresight,
  most: number = MAX_PATHS,
  watch: Watch = {},
): Promise<MultilevelEstimate | { readonly failure: string } | undefined> {
  await levels[0]?.add(PILOT_PATHS, watch);
  for (;;) {
    if (watch.signal?.aborted) return undefined;
    const lost = levels.find(({ hasLost }) => hasLost);
    if (lost) return { failure: `loses paths at dt = ${Number(lost.dt.toPrecision(6))}` };
    const error = errorOf(levels);
    if (error < target.limit) return estimateOf(plan, target, levels, unused);
    const wanted = allocate(levels.map(statisticsOf), MARGIN * target.limit);
    const needed = Math.max(...wanted);
    if (needed > most) {
      const about = Number(needed.toPrecision(2));
      return { failure: `would take about ${about} paths of one level, expected at most ${most}` };
    }
    await grow(levels, wanted, watch);
  }
}

/** Runs what the levels lack. */
async function grow(
  levels: readonly LevelSampler[],
  wanted: readonly number[],
  watch: Watch,
): Promise<void> {
  for (const [l, level] of levels.entries()) {
    const { count } = level.contribution;
    const more = Math.min(wanted[l] ?? 0, GROWTH * count) - count;
    if (more > 0) await level.add(more, watch);
  }
}

function statisticsOf({ contribution, cost, target }: LevelSampler): LevelStatistics {
  return { variance: atLeast(contribution, target), cost };
}

/** Pairs that disagree about an event, or do so at a confidence of 95 %, where none of them was seen to. */
const UNSEEN = 4;

/**
 * A variance that pilots found, or more: of an event that hardly any pair disagreed about, it isn't known to be that
 * small. With n pairs, a share of 4/n of them may (Agresti & Coull, Am. Stat. 52 (1998) 119–126).
 */
function atLeast({ variance, count, mean }: Moments, { estimate }: Target): number {
  if (estimate === "share") return Math.max(variance, UNSEEN / count);
  return variance > 0 ? variance : Math.max(mean ** 2, Number.EPSILON) / count;
}

/** The standard error of the levels' sum. */
function errorOf(levels: readonly LevelSampler[]): number {
  const squares = levels.map(
    ({ contribution, target }) => atLeast(contribution, target) / contribution.count,
  );
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
}

function estimateOf(
  plan: Plan,
  target: Target,
  levels: readonly LevelSampler[],
  unused: number,
): MultilevelEstimate {
  const error = errorOf(levels);
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
    cost: costOfPaths(levels) + unused,
    plainCost: plainPaths * plainPathCost(plan),
    plainPaths,
  };
}
