import { constants } from "node:fs";
import { type FileHandle, open, realpath, stat } from "node:fs/promises";
import path from "node:path";

// Never through a link, and without waiting for a writer should a FIFO have taken the file's place.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a regular file below a folder; undefined if there is none, or if any link is on the way.
 *
 * What was opened is compared with what the path leads to afterwards, so that a folder that is swapped for a link
 * between the check and the opening leads nowhere.
 *
 * @param root a real path
 */
export async function openWithin(root: string, relative: string): Promise<FileHandle | undefined> {
  const file = path.join(root, ...relative.split("/"));
  if (relative.includes("\0") || !isWithin(root, file)) return undefined;
  const handle = await open(file, FLAGS).catch(() => undefined);
  if (!handle) return undefined;
  if (await isThere(handle, file)) return handle;
  await handle.close();
  return undefined;
}

/** Whether a path lies below a folder, by its text. */
export function isWithin(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return relative !== "" && relative.split(path.sep)[0] !== ".." && !path.isAbsolute(relative);
}

async function isThere(handle: FileHandle, file: string): Promise<boolean> {
  try {
    const opened = await handle.stat({ bigint: true });
    const real = await realpath(file);
    const there = await stat(real, { bigint: true });
    return opened.isFile() && real === file && opened.dev === there.dev && opened.ino === there.ino;
  } catch {
    return false;
  }
}
