import type { Progress } from "@driftgraph/core";
import { showDuration } from "./duration.ts";
import { showCount, showLarge } from "./number.ts";
import type { Terminal } from "./terminal.ts";

/** Shows how far a run is. */
export interface ProgressDisplay {
  update(progress: Progress): void;
  /** Takes the bar away, so that other lines can be written. */
  clear(): void;
}

const BAR = 20;
/** Runs shorter than this show nothing. */
const PATIENCE_MS = 300;
const PLAIN_INTERVAL_MS = 5000;

/** A bar on a terminal; elsewhere, a plain line every five seconds. */
export function progressDisplay(
  terminal: Terminal,
  now: () => number = () => performance.now(),
): ProgressDisplay {
  return terminal.interactive ? bar(terminal, now) : plainLines(terminal, now);
}

/** Shows nothing. */
export const SILENT: ProgressDisplay = { update: () => undefined, clear: () => undefined };

function bar(terminal: Terminal, now: () => number): ProgressDisplay {
  const start = now();
  let shown = false;
  return {
    update(progress) {
      if (now() - start < PATIENCE_MS) return;
      shown = true;
      terminal.err(`\r${barLine(progress, terminal.width - 1)}\u001b[K`);
    },
    clear() {
      if (shown) terminal.err("\r\u001b[K");
      shown = false;
    },
  };
}

function barLine(progress: Progress, width: number): string {
  const fraction = fractionOf(progress);
  const filled = Math.round(fraction * BAR);
  const drawn = "█".repeat(filled) + "░".repeat(BAR - filled);
  const [first = "", ...rest] = describe(progress);
  // What doesn't fit is left out whole: half a number would be another number.
  const line = rest.reduce((before, part) => {
    const next = `${before}, ${part}`;
    return [...next].length <= width ? next : before;
  }, `${drawn} ${first}`);
  return [...line].slice(0, width).join("");
}

function plainLines(terminal: Terminal, now: () => number): ProgressDisplay {
  let last = now();
  return {
    update(progress) {
      if (now() - last < PLAIN_INTERVAL_MS) return;
      last = now();
      terminal.err(`${describe(progress).join(", ")}\n`);
    },
    clear: () => undefined,
  };
}

/** What matters most stands first: a narrow terminal leaves out the end. */
function describe(progress: Progress): string[] {
  const { pathsDone, pathsTotal, rate, secondsLeft } = progress;
  const percent = `${Math.floor(100 * fractionOf(progress))} %`.padStart(5);
  const paths = `${showCount(pathsDone)} of ${showCount(pathsTotal)} paths`;
  const speed = `${showLarge(rate)} path-steps/s`;
  if (!Number.isFinite(secondsLeft)) return [`${percent}  ${speed}`, paths];
  return [`${percent}  ${showDuration(secondsLeft * 1000)} left`, speed, paths];
}

function fractionOf({ pathsDone, pathsTotal }: Progress): number {
  return pathsTotal > 0 ? Math.min(1, pathsDone / pathsTotal) : 0;
}
