import type { RunContext } from "./backend.ts";
import type { Plan } from "./plan.ts";

/** Counts paths done and tells the caller, at most every 50 ms. */
export interface ProgressMeter {
  /** Sets the number of paths that are done. */
  set(paths: number): void;
  readonly done: number;
}

const INTERVAL = 50;

/** A meter over all paths of all sweep points. */
export function progressMeter(
  { paths, steps, points }: Plan,
  { now, onProgress }: RunContext,
): ProgressMeter {
  const pathsTotal = paths * points.length;
  const start = now();
  let last = start;
  let done = 0;
  return {
    get done() {
      return done;
    },
    set(paths) {
      done = paths;
      const time = now();
      if (!onProgress || (time - last < INTERVAL && done < pathsTotal)) return;
      last = time;
      const seconds = Math.max(time - start, 1e-3) / 1000;
      const rate = (done * steps) / seconds;
      onProgress({
        pathsDone: done,
        pathsTotal,
        rate,
        secondsLeft: ((pathsTotal - done) * steps) / rate,
      });
    },
  };
}
