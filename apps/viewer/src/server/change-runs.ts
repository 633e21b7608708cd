import { lstat, readdir, realpath, rename, rm } from "node:fs/promises";
import path from "node:path";
import { isEventFileName } from "@driftgraph/eventlog";
import { isWithin } from "./open-within.ts";

/** A change that can't be made; the message says why, and what to do. */
export class RunChangeError extends Error {
  override readonly name = "RunChangeError";
}

const MAX_NAME = 120;
// What some system or shell trips over: names must be good everywhere.
const UNSAFE = /[/\\:*?"<>|\p{Cc}]|^[.\s-]|[.\s]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;

/**
 * Deletes a run's folder with the runs in it.
 *
 * @throws RunChangeError when it isn't a run's folder, or holds what is no log: that may be worth more than the run
 */
export async function deleteRun(logdir: string, run: string): Promise<void> {
  const folder = await folderOf(logdir, run);
  const foreign = await foreignFile(folder);
  if (foreign !== undefined) {
    throw new RunChangeError(
      `${run} also holds ${foreign}, which is no log of a run. Delete the folder yourself if nothing in it is needed.`,
    );
  }
  await rm(folder, { recursive: true });
}

/**
 * Gives a run's folder another name beside its old one; the run's new name.
 *
 * @throws RunChangeError when it isn't a run's folder, or the name is taken or can't be a folder's
 */
export async function renameRun(logdir: string, run: string, name: string): Promise<string> {
  const folder = await folderOf(logdir, run);
  if (name === "" || name.length > MAX_NAME || UNSAFE.test(name)) {
    throw new RunChangeError(`"${name}" can't be the name of a folder on every system.`);
  }
  const target = path.join(path.dirname(folder), name);
  if (await exists(target)) throw new RunChangeError(`There is something called ${name} already.`);
  await rename(folder, target);
  return path.posix.join(path.posix.dirname(run), name);
}

/** A run's folder, with no link on the way to it. */
async function folderOf(logdir: string, run: string): Promise<string> {
  const root = await realpath(logdir);
  const folder = path.join(root, ...run.split("/"));
  if (run.includes("\0") || !isWithin(root, folder)) {
    throw new RunChangeError(`${run} is the folder of all logs, or outside of it.`);
  }
  const real = await realpath(folder).catch(() => undefined);
  if (real === folder && (await holdsLog(folder))) return folder;
  throw new RunChangeError(`There is no run ${run} here. It may have been deleted.`);
}

async function holdsLog(folder: string): Promise<boolean> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.some((entry) => entry.isFile() && isEventFileName(entry.name));
}

/** Something below a folder that is neither an event file nor saved trajectories. */
async function foreignFile(folder: string): Promise<string | undefined> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name.endsWith(".zarr")) continue;
    if (entry.isFile() && isEventFileName(entry.name)) continue;
    if (!entry.isDirectory()) return entry.name;
    const below = await foreignFile(path.join(folder, entry.name));
    if (below !== undefined) return `${entry.name}/${below}`;
  }
  return undefined;
}

async function exists(file: string): Promise<boolean> {
  return (await lstat(file).catch(() => undefined)) !== undefined;
}
