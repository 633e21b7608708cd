import { platform } from "#platform";
import { TILE } from "../compile/context.ts";
import type { Range } from "../summary/bins.ts";
import { type Binning, binningFor } from "../summary/ranges.ts";
import { EXACT_HEADROOM, type Headroom, PILOT_HEADROOM } from "../summary/scale.ts";
import { type Measured, measureSums, termsOf, type Units } from "../summary/units.ts";
import { readIrregularity } from "./kernel-context.ts";
import { anyNonFinite, readRanges } from "./kernel-results.ts";
import type { KernelSession } from "./kernel-session.ts";
import { fillPilotScales, fillScales, fillTables } from "./kernel-tables.ts";
import { scalarValues } from "./scalar-values.ts";
import type { TileResult } from "./tile-runner.ts";

/** One run over all paths of a sweep point. */
export interface PointRun {
  readonly tiles: TileResult;
  /** Bins and shifts, one a logged time and series; none if no summaries are wanted. */
  readonly binnings: readonly Binning[];
  /** Units of the series that were added up. */
  readonly units: Units;
  readonly pilotTime: number;
  readonly runTime: number;
  readonly irregularity: PointIrregularity | undefined;
}

/** What went wrong in a tile. */
export interface PointIrregularity {
  /** A value that isn't finite, or finite ones whose sums don't fit the run's float type. */
  readonly kind: "non-finite" | "sums";
  /** The tile's first path, within the run. */
  readonly tileFirst: number;
}

/** How a point's run is watched and ended. */
export interface PointOptions {
  readonly signal: AbortSignal | undefined;
  readonly onPaths: (paths: number) => void;
}

/**
 * Runs all paths of a sweep point: a pilot for the ranges of sums and histograms, then all tiles.
 *
 * If a heavy tail leads sums beyond the pilot's scale, all is run again, each series with the scale
 * of what its paths really reached, so that results don't depend on the order of tiles even then.
 */
export async function runPoint(
  session: KernelSession,
  parameters: ReadonlyMap<string, number>,
  { signal, onPaths }: PointOptions,
): Promise<PointRun> {
  const { plan, kernel, memory, views } = session;
  const { layout } = kernel;
  const { dt, steps, every } = plan;
  const start = platform.now();
  const fill = (units: Units): void =>
    fillTables(
      views,
      layout,
      memory,
      scalarValues(layout.scan, { parameters, dt, steps, every, units }),
    );
  fill(new Map());
  let units: Units = new Map();
  const setScales = (
    { units: found, ranges }: Measured,
    kept: readonly Binning[],
    headroom: Headroom,
  ): readonly Binning[] => {
    if (found.size > 0) fill(found);
    units = found;
    const set = binnedAgain(session, kept, ranges);
    fillScales(views, memory, set, ranges, headroom);
    return set;
  };
  const pilot = plan.summaries ? await pilotRanges(session, signal) : undefined;
  let binnings = pilot && setScales(pilot, [], PILOT_HEADROOM);
  const middle = platform.now();
  const end = (tiles: TileResult): PointRun => ({
    tiles,
    binnings: binnings ?? [],
    units,
    pilotTime: middle - start,
    runTime: platform.now() - middle,
    irregularity: irregularityOf(session),
  });
  const runAll = (): Promise<TileResult> =>
    session.runAll(signal, (done) => {
      onPaths(Math.min(plan.paths, done * TILE));
      return plan.nonFinite === "count" || irregularityOf(session)?.kind !== "non-finite";
    });
  const first = end(await runAll());
  const again = first.irregularity?.kind === "sums" || plan.nonFinite === "count";
  if (!first.irregularity || !again || !binnings || signal?.aborted) return first;
  const reached = readRanges(views, layout, memory, memory.threads.slice(0, first.tiles.contexts));
  binnings = setScales(
    measureSums(session.names, reached, plan.autocorrelation),
    binnings,
    EXACT_HEADROOM,
  );
  return end(await runAll());
}

/** What the pilot's paths reach; undefined if it was cancelled. */
async function pilotRanges(
  session: KernelSession,
  signal: AbortSignal | undefined,
): Promise<Measured | undefined> {
  const { plan, kernel, memory, views, names } = session;
  fillPilotScales(views, memory);
  if (!(await session.runPilot(signal))) return undefined;
  const ranges = readRanges(views, kernel.layout, memory, memory.threads.slice(0, 1));
  return measureSums(names, ranges, plan.autocorrelation);
}

/** Bins and shifts from ranges; those there are already stay, but of sums, whose units may have changed. */
function binnedAgain(
  { plan, names }: KernelSession,
  kept: readonly Binning[],
  ranges: readonly Range[],
): Binning[] {
  const fixed = names.map((name) => plan.ranges.get(name));
  return ranges.map((range, record) => {
    const s = record % names.length;
    const known = termsOf(names[s] ?? "") ? undefined : kept[record];
    return known ?? binningFor(range, plan.bins, fixed[s]);
  });
}

/** The first irregular tile of the last run, and what is wrong with it. */
function irregularityOf({ plan, memory, views }: KernelSession): PointIrregularity | undefined {
  const concerned = memory.threads.filter((region) => readIrregularity(views, region).count > 0);
  if (concerned.length === 0) return undefined;
  const finite = plan.summaries && !anyNonFinite(views, memory, concerned);
  const tiles = concerned.map((region) => readIrregularity(views, region).tileFirst);
  return { kind: finite ? "sums" : "non-finite", tileFirst: Math.min(...tiles) };
}
