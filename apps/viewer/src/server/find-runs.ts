import type { Dirent } from "node:fs";
import { readdir, realpath } from "node:fs/promises";
import path from "node:path";
import { isEventFileName } from "@driftgraph/eventlog";

/** A folder with event files. */
export interface FoundRun {
  /** Relative to the logdir, with slashes; "." for the logdir itself. */
  readonly name: string;
  readonly folder: string;
  /** Names of its event files. */
  readonly files: readonly string[];
}

/** What was found below a logdir. */
export interface FoundRuns {
  readonly runs: readonly FoundRun[];
  /** Whether the search ended at a limit. */
  readonly truncated: boolean;
}

const MAX_DEPTH = 8;
const MAX_RUNS = 5000;
const MAX_FOLDERS = 20_000;
/** Folders that are read at the same time. */
const AT_ONCE = 32;
const SKIPPED = new Set(["node_modules"]);

/**
 * The folders below a logdir that hold event files, by name.
 *
 * Symbolic links are not followed, so nothing outside the logdir is found.
 */
export async function findRuns(logdir: string): Promise<FoundRuns> {
  const root = await realpath(logdir);
  const runs: FoundRun[] = [];
  let level = [root];
  let visited = 0;
  for (let depth = 0; depth <= MAX_DEPTH && level.length > 0; depth++) {
    const below: string[] = [];
    for (let i = 0; i < level.length && visited < MAX_FOLDERS; i += AT_ONCE) {
      const batch = level.slice(i, i + AT_ONCE);
      visited += batch.length;
      const listed = await Promise.all(batch.map(list));
      for (const [j, entries] of listed.entries()) {
        const folder = batch[j] ?? root;
        const files = entries.filter(isEventFile).map(({ name }) => name);
        if (files.length > 0)
          runs.push({ name: nameOf(root, folder), folder, files: files.sort() });
        below.push(...entries.filter(isSearched).map(({ name }) => path.join(folder, name)));
      }
    }
    level = below;
  }
  runs.sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
  const truncated = visited >= MAX_FOLDERS || runs.length > MAX_RUNS;
  return { runs: runs.slice(0, MAX_RUNS), truncated };
}

function list(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

function isEventFile(entry: Dirent): boolean {
  return entry.isFile() && isEventFileName(entry.name);
}

function isSearched(entry: Dirent): boolean {
  return entry.isDirectory() && !SKIPPED.has(entry.name) && !entry.name.endsWith(".zarr");
}

function nameOf(root: string, folder: string): string {
  return path.relative(root, folder).split(path.sep).join("/") || ".";
}
