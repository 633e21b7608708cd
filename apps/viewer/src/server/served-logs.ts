import { type FSWatcher, watch } from "node:fs";
import { type FileHandle, lstat, realpath } from "node:fs/promises";
import path from "node:path";
import { findRuns } from "./find-runs.ts";
import { openWithin } from "./open-within.ts";

/** An event file as it was at the last look. */
export interface ListedFile {
  /** Relative to the logdir, with slashes. */
  readonly path: string;
  readonly size: number;
  /** Which file it is, and of what version. */
  readonly file: string;
  readonly version: string;
}

/** What is in a logdir. */
export interface LogListing {
  readonly title: string;
  readonly files: readonly ListedFile[];
  /** Whether there are more than are listed. */
  readonly truncated: boolean;
}

/** After news of a change, others are waited for, so that a burst is one look. */
const SETTLE_MS = 40;
/** A look at everything, where the system tells of no changes. */
const POLL_MS = 700;
const MAX_WATCHED = 1024;

/** The event files below a logdir, followed as long as somebody listens. */
export class ServedLogs {
  readonly logdir: string;
  readonly #listeners = new Set<(listing: LogListing) => void>();
  readonly #watchers = new Map<string, FSWatcher>();
  #folders: readonly string[] = [];
  #listing: Promise<LogListing> | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** There is news that the next look, planned already, will find. */
  #hasNews = false;
  #isLooking = false;

  constructor(logdir: string) {
    this.logdir = logdir;
  }

  /** The files that are there now; those who ask at the same time share one look. */
  list(): Promise<LogListing> {
    this.#listing ??= this.#look().finally(() => {
      this.#listing = undefined;
    });
    return this.#listing;
  }

  /** A listed file, opened; undefined for anything else, wherever it may lead. */
  async open(name: string): Promise<FileHandle | undefined> {
    if (!path.posix.basename(name).includes("tfevents")) return undefined;
    return await openWithin(await realpath(this.logdir), path.posix.normalize(name));
  }

  /** Tells of the files at each change, within a second; returns what ends that. */
  watch(listener: (listing: LogListing) => void): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#news();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.close();
    };
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#listeners.clear();
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  async #look(): Promise<LogListing> {
    const { runs, truncated } = await findRuns(this.logdir);
    this.#folders = [...new Set([path.resolve(this.logdir), ...runs.map(({ folder }) => folder)])];
    const files = await Promise.all(
      runs.flatMap(({ name, folder, files }) =>
        files.map((file) => describe(path.posix.join(name, file), path.join(folder, file))),
      ),
    );
    return {
      title: path.basename(path.resolve(this.logdir)),
      files: files.filter((file) => file !== undefined),
      truncated,
    };
  }

  #news(): void {
    if (this.#hasNews) return;
    this.#hasNews = true;
    if (!this.#isLooking) this.#plan(SETTLE_MS);
  }

  #plan(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#tell(), delay).unref();
  }

  async #tell(): Promise<void> {
    this.#hasNews = false;
    this.#isLooking = true;
    const start = performance.now();
    const listing = await this.list().catch(() => undefined);
    this.#isLooking = false;
    if (this.#listeners.size === 0) return;
    if (listing) for (const listener of this.#listeners) listener(listing);
    this.#watchFolders();
    // A slow disk is not kept busy all the time.
    this.#plan(this.#hasNews ? SETTLE_MS : Math.max(POLL_MS, 4 * (performance.now() - start)));
  }

  #watchFolders(): void {
    const wanted = new Set(this.#folders.slice(0, MAX_WATCHED));
    for (const [folder, watcher] of this.#watchers) {
      if (wanted.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of wanted) if (!this.#watchers.has(folder)) this.#watchFolder(folder);
  }

  // Where the system can't watch (a network's disk, no more handles), the poll finds what is new.
  #watchFolder(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, () => this.#news());
      watcher.on("error", () => {
        watcher.close();
        this.#watchers.delete(folder);
      });
      this.#watchers.set(folder, watcher);
    } catch {
      // As above.
    }
  }
}

async function describe(name: string, file: string): Promise<ListedFile | undefined> {
  const found = await lstat(file, { bigint: true }).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  return {
    path: name,
    size: Number(found.size),
    file: `${found.dev}:${found.ino}`,
    version: String(found.mtimeNs),
  };
}
