import { platform } from "#platform";
import { TILE } from "../compile/context.ts";
import { type Binning, binningFor } from "../summary/ranges.ts";
import { EXACT_HEADROOM, PILOT_HEADROOM } from "../summary/scale.ts";
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
  fillTables(views, layout, memory, scalarValues(layout.scan, { parameters, dt, steps, every }));
  const binnings = plan.summaries ? await pilotBinnings(session, signal) : [];
  const middle = platform.now();
  const end = (tiles: TileResult): PointRun => ({
    tiles,
    binnings: binnings ?? [],
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
  fillScales(views, memory, binnings, reached, EXACT_HEADROOM);
  return end(await runAll());
}

/** Runs the pilot and writes the scales that it gives; undefined if it was cancelled. */
async function pilotBinnings(
  session: KernelSession,
  signal: AbortSignal | undefined,
): Promise<Binning[] | undefined> {
  const { plan, kernel, memory, views, names } = session;
  fillPilotScales(views, memory);
  if (!(await session.runPilot(signal))) return undefined;
  const ranges = readRanges(views, kernel.layout, memory, memory.threads.slice(0, 1));
  const fixed = names.map((name) => plan.ranges.get(name));
  const binnings = ranges.map((range, record) =>
    binningFor(range, plan.bins, fixed[record % names.length]),
  );
  fillScales(views, memory, binnings, ranges, PILOT_HEADROOM);
  return binnings;
}

/** The first irregular tile of the last run, and what is wrong with it. */
function irregularityOf({ plan, memory, views }: KernelSession): PointIrregularity | undefined {
  const concerned = memory.threads.filter((region) => readIrregularity(views, region).count > 0);
  if (concerned.length === 0) return undefined;
  const finite = plan.summaries && !anyNonFinite(views, memory, concerned);
  const tiles = concerned.map((region) => readIrregularity(views, region).tileFirst);
  return { kind: finite ? "sums" : "non-finite", tileFirst: Math.min(...tiles) };
}
