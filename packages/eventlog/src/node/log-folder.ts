import { type CollectionChanges, LogCollection } from "../log/log-collection.ts";
import type { RunLog } from "../log/run-log.ts";
import type { RecordReaderOptions } from "../read/record-reader.ts";
import { fileSource } from "./file-source.ts";
import { findEventFiles, type Skipped } from "./find-event-files.ts";

/** A folder of logs, or one event file: the runs in it, followed while they are written. */
export class LogFolder {
  readonly path: string;
  readonly #collection: LogCollection;
  #skipped: readonly Skipped[] = [];

  constructor(path: string, options: RecordReaderOptions = {}) {
    this.path = path;
    this.#collection = new LogCollection(options);
  }

  /** By name, in the order of the names; empty before the first `refresh`. */
  get runs(): ReadonlyMap<string, RunLog> {
    return this.#collection.runs;
  }

  /** What looked like a log and was passed over, and folders that can't be read. */
  get skipped(): readonly Skipped[] {
    return this.#skipped;
  }

  /** Looks for new files and reads what is new in each; with `finished`, as if no more will be written. */
  async refresh(options: { readonly finished?: boolean } = {}): Promise<CollectionChanges> {
    const { files, skipped } = await findEventFiles(this.path);
    this.#skipped = skipped;
    return await this.#collection.update(
      files.map(({ path, absolute }) => ({ path, source: fileSource(absolute) })),
      options,
    );
  }
}
