import type { ByteSource, LogFile, SourceState } from "@driftgraph/eventlog";

/** The bytes of a feed's files, by path: what a worker that reads them is given. */
export interface BytesByPath {
  state(path: string): Promise<SourceState>;
  read(path: string, offset: number, length: number): Promise<Uint8Array>;
}

/** Sources in the worker that ask the page for their bytes. */
export function sourcesOf(bytes: BytesByPath, paths: readonly string[]): LogFile[] {
  return paths.map((path): LogFile => {
    const state = () => bytes.state(path);
    const source: ByteSource = {
      state,
      size: async () => (await state()).size,
      read: (offset, length) => bytes.read(path, offset, length),
    };
    return { path, source };
  });
}

/** The page's side: finds the file that is asked for among those that the feed listed last. */
export class ListedFiles implements BytesByPath {
  #files: ReadonlyMap<string, ByteSource> = new Map();

  /** Takes `files` for all that are there. */
  list(files: readonly LogFile[]): void {
    this.#files = new Map(files.map(({ path, source }) => [path, source]));
  }

  async state(path: string): Promise<SourceState> {
    const source = this.#source(path);
    return (await source.state?.()) ?? { size: await source.size(), file: path, version: "" };
  }

  async read(path: string, offset: number, length: number): Promise<Uint8Array> {
    return await this.#source(path).read(offset, length);
  }

  #source(path: string): ByteSource {
    const source = this.#files.get(path);
    if (!source) throw new Error(`The file "${path}" isn't there any more.`);
    return source;
  }
}
