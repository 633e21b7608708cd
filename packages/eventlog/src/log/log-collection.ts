import type { RecordReaderOptions } from "../read/record-reader.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { EventFile } from "./event-file.ts";
import { RunLog } from "./run-log.ts";

/** A file that is there: its path relative to the folder of logs, with `/`, and how to read it. */
export interface LogFile {
  readonly path: string;
  readonly source: ByteSource;
}

/** What a look at a collection brought: the names of the runs that are new, have news, or are gone. */
export interface CollectionChanges {
  readonly changed: readonly string[];
  readonly gone: readonly string[];
}

/** Files that are read at the same time: while one is waited for, another is indexed. */
const AT_ONCE = 8;

/** The runs of a set of event files, each file by itself, so that a bad one harms no other. */
export class LogCollection {
  readonly #options: RecordReaderOptions;
  readonly #files = new Map<string, EventFile>();
  #runs: ReadonlyMap<string, RunLog> = new Map();

  constructor(options: RecordReaderOptions = {}) {
    this.#options = options;
  }

  /** By name, in the order of the names. */
  get runs(): ReadonlyMap<string, RunLog> {
    return this.#runs;
  }

  /** Takes `files` for all that are there, and reads what is new in them. */
  async update(
    files: readonly LogFile[],
    options: { readonly finished?: boolean } = {},
  ): Promise<CollectionChanges> {
    const before = this.#runs;
    const changed = this.#setFiles(files);
    const queue = this.#files.values();
    const work = async () => {
      for (const file of queue) {
        const refresh = await file.refresh(options);
        if (refresh.changed || refresh.upheaval !== undefined) changed.add(runName(file.path));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    this.#runs = this.#group();
    const gone = [...before.keys()].filter((name) => !this.#runs.has(name));
    return { changed: [...changed].filter((name) => this.#runs.has(name)).sort(), gone };
  }

  // Sources of files that are known already are left alone: they find out for themselves what happened.
  #setFiles(files: readonly LogFile[]): Set<string> {
    const changed = new Set<string>();
    const paths = new Set(files.map(({ path }) => path));
    for (const path of this.#files.keys()) {
      if (paths.has(path)) continue;
      this.#files.delete(path);
      changed.add(runName(path));
    }
    for (const { path, source } of files) {
      if (this.#files.has(path)) continue;
      this.#files.set(path, new EventFile(path, source, this.#options));
      changed.add(runName(path));
    }
    return changed;
  }

  #group(): ReadonlyMap<string, RunLog> {
    const groups = new Map<string, EventFile[]>();
    for (const file of [...this.#files.values()].sort((a, b) => (a.path < b.path ? -1 : 1))) {
      const name = runName(file.path);
      groups.set(name, [...(groups.get(name) ?? []), file]);
    }
    const names = [...groups.keys()].sort();
    return new Map(names.map((name) => [name, new RunLog(name, groups.get(name) ?? [])]));
  }
}

/** The run that a file belongs to: its folder, or "." for the folder of logs itself. */
export function runName(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "." : path.slice(0, slash);
}
