import type { ByteSource, LogFile, SourceState } from "@driftgraph/eventlog";
import type { BytesByPath, ListedPath } from "./bytes-by-path.ts";
import { JoinedReads } from "./joined-reads.ts";
import { readAhead } from "./read-ahead.ts";

/** The worker's side of a feed's files: their states as they were listed last, their bytes from the page. */
export class WorkerFiles {
  readonly #bytes: BytesByPath;
  readonly #reads: JoinedReads;
  readonly #sources = new Map<string, LogFile>();
  #states: ReadonlyMap<string, SourceState> = new Map();
  #paths: readonly string[] = [];

  constructor(bytes: BytesByPath) {
    this.#bytes = bytes;
    this.#reads = new JoinedReads(bytes);
  }

  get paths(): readonly string[] {
    return this.#paths;
  }

  /** Takes `files` for all that are there. */
  async list(files: readonly ListedPath[]): Promise<void> {
    const states = await Promise.all(
      files.map(async ({ path, state }) => {
        const known = state ?? (await this.#bytes.state(path).catch(() => undefined));
        return known ? ([path, known] as const) : undefined;
      }),
    );
    this.#states = new Map(states.filter((entry) => entry !== undefined));
    this.#paths = [...this.#states.keys()];
    for (const path of this.#sources.keys())
      if (!this.#states.has(path)) this.#sources.delete(path);
  }

  state(path: string): SourceState | undefined {
    return this.#states.get(path);
  }

  /** A listed file, to be read in large pieces. */
  file(path: string): LogFile {
    const known = this.#sources.get(path) ?? { path, source: readAhead(this.source(path)) };
    this.#sources.set(path, known);
    return known;
  }

  /** The same, for a reader of its own. */
  another(path: string): LogFile {
    return { path, source: readAhead(this.source(path)) };
  }

  /** A listed file's bytes exactly as they are asked for. */
  source(path: string): ByteSource {
    const state = async () => this.#states.get(path) ?? (await this.#bytes.state(path));
    return {
      state,
      size: async () => (await state()).size,
      read: (offset, length) => this.#reads.read(path, offset, length),
    };
  }
}
