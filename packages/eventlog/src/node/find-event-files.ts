import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { isEventFileName } from "../event/file-name.ts";

/** An event file that was found. */
export interface FoundFile {
  /** Relative to the folder of logs, with `/` on every system. */
  readonly path: string;
  /** Where it really is, with all links resolved. */
  readonly absolute: string;
}

/** Something passed over, and why. */
export interface Skipped {
  readonly path: string;
  readonly message: string;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly skipped: readonly Skipped[];
}

/**
 * All event files in a folder and the folders below, or the one file that `root` names.
 *
 * Links are followed as long as they stay within the folder and don't go in circles. FIFOs, sockets and devices
 * are passed over. What can't be read is told in `skipped`; nothing is thrown.
 */
export async function findEventFiles(root: string): Promise<FoundFiles> {
  const walk = new Walk();
  try {
    const real = await realpath(root);
    if ((await stat(real)).isDirectory()) await walk.folder(real, real, "");
    else await walk.entry(path.dirname(real), real, path.basename(real));
  } catch (error) {
    walk.skip(".", error);
  }
  const files = walk.files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, skipped: walk.skipped };
}

class Walk {
  readonly files: FoundFile[] = [];
  readonly skipped: Skipped[] = [];
  readonly #visited = new Set<string>();

  async folder(root: string, folder: string, relative: string): Promise<void> {
    if (this.#visited.has(folder)) return;
    this.#visited.add(folder);
    for (const entry of await this.#list(folder, relative)) {
      const name = relative === "" ? entry.name : `${relative}/${entry.name}`;
      const absolute = path.join(folder, entry.name);
      if (entry.isDirectory()) await this.folder(root, absolute, name);
      else if (entry.isSymbolicLink()) await this.#link(root, absolute, name);
      else if (isEventFileName(entry.name)) await this.entry(root, absolute, name);
    }
  }

  async entry(root: string, absolute: string, relative: string): Promise<void> {
    try {
      const real = await realpath(absolute);
      if (!isWithin(root, real)) this.#pass(relative, "is a link that leads out of the folder");
      else if ((await stat(real)).isFile()) this.files.push({ path: relative, absolute: real });
      else this.#pass(relative, "is not a regular file");
    } catch (error) {
      this.skip(relative, error);
    }
  }

  skip(relative: string, error: unknown): void {
    this.#pass(relative, error instanceof Error ? error.message : String(error));
  }

  async #link(root: string, absolute: string, relative: string): Promise<void> {
    const isNamed = isEventFileName(path.basename(absolute));
    try {
      const real = await realpath(absolute);
      const isFolder = (await stat(real)).isDirectory();
      if (isFolder && isWithin(root, real)) await this.folder(root, real, relative);
      else if (isFolder) this.#pass(relative, "is a link that leads out of the folder");
      else if (isNamed) await this.entry(root, absolute, relative);
    } catch (error) {
      if (isNamed) this.skip(relative, error);
    }
  }

  async #list(folder: string, relative: string): Promise<readonly Dirent[]> {
    try {
      return await readdir(folder, { withFileTypes: true });
    } catch (error) {
      this.skip(relative || ".", error);
      return [];
    }
  }

  #pass(relative: string, message: string): void {
    this.skipped.push({ path: relative, message });
  }
}

function isWithin(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return relative.split(path.sep)[0] !== ".." && !path.isAbsolute(relative);
}
