import { existsSync } from "node:fs";
import { mkdir, rm, statfs, writeFile } from "node:fs/promises";
import path from "node:path";
import { SetupError } from "./setup-error.ts";

/** Shows what a setup does. */
export interface Reporter {
  /** A step begins, or something else is worth a line. */
  readonly step: (text: string) => void;
  /** Whether other programs may draw their own progress on standard error. */
  readonly interactive: boolean;
}

/** The folder in which an installation is made before it is moved to its place. */
export interface Stage {
  readonly folder: string;
  readonly reporter: Reporter;
}

/** Bytes on the disk that a setup takes at its height: the wheel, its unpacked files and the packages. */
const NEEDED_BYTES = 2.2e9;

/**
 * Opens the stage, with the finished steps of an interrupted setup in it unless it is to start afresh.
 *
 * @throws SetupError if the disk is too full.
 */
export async function openStage(
  folder: string,
  reporter: Reporter,
  afresh: boolean,
): Promise<Stage> {
  if (afresh) await rm(folder, { recursive: true, force: true });
  const begun = existsSync(folder);
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  if (!begun && bavail * bsize < NEEDED_BYTES) {
    throw new SetupError(
      `the disk of ${folder} has ${gigabytes(bavail * bsize)} left, and a setup takes ${gigabytes(NEEDED_BYTES)}`,
      "Free some, or set XDG_CACHE_HOME to a folder on a larger disk.",
    );
  }
  if (begun) reporter.step("Going on with a setup that was interrupted");
  return { folder, reporter };
}

/** Does a step, unless an interrupted setup has finished it: a file in the stage remembers. */
export async function once(
  { folder, reporter }: Stage,
  name: string,
  text: string,
  work: () => Promise<void>,
): Promise<void> {
  const mark = path.join(folder, `.finished-${name}`);
  if (existsSync(mark)) return;
  reporter.step(text);
  await work();
  await writeFile(mark, "");
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
