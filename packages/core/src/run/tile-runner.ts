import { platform } from "#platform";
import { TILE } from "../compile/context.ts";
import type { KernelExports, PartialTile } from "./thread.ts";
import { CONTROL, CONTROL_WORDS } from "./thread.ts";
import { idleThreads, type ThreadResult, takeThread } from "./thread-pool.ts";

/** Tiles to run, and how. */
export interface TileJob {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** The kernel on the calling thread. */
  readonly kernel: KernelExports;
  /** Threads that may take part, the calling one included. */
  readonly maxThreads: number;
  /** Prepares the context of a thread, 0 being the calling one, and gives its address. */
  readonly openContext: (thread: number) => number;
  readonly tiles: number;
  readonly steps: number;
  /** Steps a call runs, so that a cancelled run ends soon whatever the number of steps. */
  readonly slice: number;
  /** Threads that take part from the start; more may join if the run turns out to be long. */
  readonly threads: number;
  readonly signal: AbortSignal | undefined;
  /** Called now and then; false ends the job. */
  readonly onTiles: (tilesDone: number) => boolean;
}

/** What became of a job. */
export interface TileResult {
  readonly tilesBegun: number;
  /** Tiles left unfinished, if the job was cancelled. */
  readonly partial: readonly PartialTile[];
  /** Contexts that were opened: the calling thread's, and one for each thread asked to help. */
  readonly contexts: number;
  /** Threads that took part. */
  readonly threads: number;
}

/** Milliseconds that the calling thread works before it lets its host handle messages. */
const TURN = 8;
/** The first turn is short: it shows whether other threads are worth while. */
const FIRST_TURN = 1;
/** Milliseconds left that make starting threads worth while, cold and warm. */
const WORTH_STARTING = 200;
const WORTH_WAKING = 4;

/**
 * Runs all tiles, each once, in any order, on the calling thread and others.
 *
 * Whatever happens, no thread works on when this has returned.
 */
export async function runTiles(job: TileJob): Promise<TileResult> {
  const control = newControl(job);
  const cancel = (): void => void Atomics.store(control, CONTROL.cancelled, 1);
  if (job.signal?.aborted) cancel();
  job.signal?.addEventListener("abort", cancel);
  const helpers: Promise<ThreadResult>[] = [];
  try {
    const own = await workHere(job, control, recruiter(job, control, helpers));
    const others = await Promise.all(helpers);
    job.onTiles(Atomics.load(control, CONTROL.tilesDone));
    return {
      tilesBegun: Math.min(job.tiles, Atomics.load(control, CONTROL.nextTile)),
      partial: [own, ...others.map(({ partial }) => partial)].filter((tile) => tile !== undefined),
      contexts: others.length + 1,
      threads: others.filter(({ began }) => began).length + 1,
    };
  } finally {
    cancel();
    job.signal?.removeEventListener("abort", cancel);
    await Promise.allSettled(helpers);
  }
}

/** The words that threads share. */
function newControl({ maxThreads, tiles, steps }: TileJob): Int32Array {
  const bytes = CONTROL_WORDS * 4;
  const control = new Int32Array(
    maxThreads > 1 ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes),
  );
  control[CONTROL.tiles] = tiles;
  control[CONTROL.steps] = steps;
  return control;
}

/**
 * Starts threads at once if asked to, and gives what is called after each turn with the milliseconds
 * left: it starts more if the run is long.
 *
 * The first turn runs code that the engine has not optimized yet: what it says is good enough for
 * waking threads, which costs next to nothing, but not for starting them.
 */
function recruiter(
  job: TileJob,
  control: Int32Array,
  helpers: Promise<ThreadResult>[],
): (timeLeft: number, isFirst: boolean) => void {
  const { module, memory, slice, maxThreads } = job;
  const recruit = (count: number): void => {
    for (let i = 0; i < count && helpers.length + 1 < maxThreads; i++) {
      const thread = takeThread();
      if (!thread) return;
      const context = job.openContext(helpers.length + 1);
      const helper = thread.work({ module, memory, control, context, slice });
      // Its failure is thrown when all have ended; until then it ends the others.
      helper.catch(() => Atomics.store(control, CONTROL.cancelled, 1));
      helpers.push(helper);
    }
  };
  recruit(job.threads - 1);
  return (timeLeft, isFirst) => {
    if (helpers.length > 0) return;
    const isWarm = idleThreads() > 0;
    const worth = isWarm ? WORTH_WAKING : WORTH_STARTING;
    if (timeLeft > worth && (isWarm || !isFirst)) recruit(maxThreads - 1);
  };
}

/** The calling thread's share of the tiles, in turns between which the host can act. */
async function workHere(
  { kernel, openContext, steps, slice, tiles, onTiles }: TileJob,
  control: Int32Array,
  recruit: (timeLeft: number, isFirst: boolean) => void,
): Promise<PartialTile | undefined> {
  const context = openContext(0);
  const cancelled = (): boolean => Atomics.load(control, CONTROL.cancelled) !== 0;
  const callsPerTile = Math.ceil(steps / slice);
  let turn = { begins: platform.now(), lasts: FIRST_TURN, calls: 0 };
  while (!cancelled()) {
    const tile = Atomics.add(control, CONTROL.nextTile, 1);
    if (tile >= tiles) return undefined;
    for (let step = 0; step < steps; step += slice) {
      if (step > 0 && cancelled()) return { tile, steps: step };
      kernel.run(context, tile, step, Math.min(slice, steps - step));
      turn.calls++;
      const spent = platform.now() - turn.begins;
      if (spent < turn.lasts) continue;
      const done = Atomics.load(control, CONTROL.tilesDone);
      if (!onTiles(done)) Atomics.store(control, CONTROL.cancelled, 1);
      const perTile = (spent / turn.calls) * callsPerTile;
      recruit(perTile * (tiles - done), turn.lasts === FIRST_TURN);
      await platform.yieldToHost();
      turn = { begins: platform.now(), lasts: TURN, calls: 0 };
    }
    Atomics.add(control, CONTROL.tilesDone, 1);
  }
  return undefined;
}

/** Runs one tile on the calling thread, yielding now and then; false if the signal ended it early. */
export async function runTileHere(
  { kernel, steps, slice, signal }: Pick<TileJob, "kernel" | "steps" | "slice" | "signal">,
  context: number,
): Promise<boolean> {
  let turnEnds = platform.now() + TURN;
  for (let step = 0; step < steps; step += slice) {
    kernel.run(context, 0, step, Math.min(slice, steps - step));
    if (platform.now() < turnEnds) continue;
    await platform.yieldToHost();
    if (signal?.aborted) return false;
    turnEnds = platform.now() + TURN;
  }
  return true;
}

/** Tiles that a number of paths makes. */
export function tilesOf(paths: number): number {
  return Math.ceil(paths / TILE);
}
