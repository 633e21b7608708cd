import { readdir, realpath } from "node:fs/promises";
import path from "node:path";

/** A folder with event files. */
export interface FoundRun {
  /** Relative to the logdir, with slashes; "." for the logdir itself. */
  readonly name: string;
  readonly folder: string;
}

/** What was found below a logdir. */
export interface FoundRuns {
  readonly runs: readonly FoundRun[];
  /** Whether the search ended at a limit. */
  readonly truncated: boolean;
}

const MAX_DEPTH = 8;
const MAX_RUNS = 2000;
const MAX_FOLDERS = 20_000;
const SKIPPED = new Set(["node_modules"]);

/**
 * The folders below a logdir that hold event files, by name.
 *
 * Symbolic links are not followed, so nothing outside the logdir is found.
 */
export async function findRuns(logdir: string): Promise<FoundRuns> {
  const root = await realpath(logdir);
  const runs: FoundRun[] = [];
  const queue = [{ folder: root, depth: 0 }];
  let visited = 0;
  for (
    let next = queue.shift();
    next && visited < MAX_FOLDERS && runs.length < MAX_RUNS;
    next = queue.shift()
  ) {
    visited++;
    const entries = await readdir(next.folder, { withFileTypes: true }).catch(() => []);
    if (entries.some((entry) => entry.isFile() && isEventFile(entry.name))) {
      runs.push({ name: nameOf(root, next.folder), folder: next.folder });
    }
    if (next.depth === MAX_DEPTH) continue;
    for (const entry of entries) {
      if (!entry.isDirectory() || SKIPPED.has(entry.name) || entry.name.endsWith(".zarr")) continue;
      queue.push({ folder: path.join(next.folder, entry.name), depth: next.depth + 1 });
    }
  }
  runs.sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
  return { runs, truncated: visited === MAX_FOLDERS || runs.length === MAX_RUNS };
}

function isEventFile(name: string): boolean {
  return name.includes("tfevents");
}

function nameOf(root: string, folder: string): string {
  return path.relative(root, folder).split(path.sep).join("/") || ".";
}
