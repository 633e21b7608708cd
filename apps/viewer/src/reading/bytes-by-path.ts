import type { ByteSource, LogFile, SourceState } from "@driftgraph/eventlog";
import { transfer } from "comlink";
import type { Feed } from "../feed/feed.ts";

/** Some bytes of a file. */
export interface Piece {
  readonly path: string;
  readonly offset: number;
  readonly length: number;
}

/** The bytes of a feed's files, by path: what a worker that reads them is given. */
export interface BytesByPath {
  state(path: string): Promise<SourceState>;
  /** The bytes of each piece; undefined for one that can't be read. */
  read(pieces: readonly Piece[]): Promise<readonly (Uint8Array | undefined)[]>;
}

/** A file that a feed has; with its state, where the feed knows it without asking. */
export interface ListedPath {
  readonly path: string;
  readonly state?: SourceState | undefined;
}

/** The page's side: finds the file that is asked for among those that the feed listed last. */
export class ListedFiles implements BytesByPath {
  readonly #feed: Feed;
  #files: ReadonlyMap<string, ByteSource> = new Map();

  constructor(feed: Feed) {
    this.#feed = feed;
  }

  /** Looks what files there are. */
  async list(): Promise<readonly ListedPath[]> {
    const files: readonly LogFile[] = await this.#feed.files();
    this.#files = new Map(files.map(({ path, source }) => [path, source]));
    return await Promise.all(
      files.map(async ({ path, source }) => ({ path, state: await source.state?.() })),
    );
  }

  async state(path: string): Promise<SourceState> {
    const source = this.#source(path);
    return (await source.state?.()) ?? { size: await source.size(), file: path, version: "" };
  }

  // Handed over rather than copied: a feed gives bytes away.
  async read(pieces: readonly Piece[]): Promise<readonly (Uint8Array | undefined)[]> {
    const found = await this.#read(pieces);
    return transfer(found, [...new Set(found.flatMap((bytes) => bytes?.buffer ?? []))]);
  }

  async #read(pieces: readonly Piece[]): Promise<readonly (Uint8Array | undefined)[]> {
    const [only] = pieces;
    // The error of a single read says what is wrong with that file.
    if (only && pieces.length === 1) return [await this.#readOne(only)];
    if (this.#feed.readMany) return await this.#feed.readMany(pieces);
    return await Promise.all(pieces.map((piece) => this.#readOne(piece).catch(() => undefined)));
  }

  async #readOne({ path, offset, length }: Piece): Promise<Uint8Array> {
    return await this.#source(path).read(offset, length);
  }

  #source(path: string): ByteSource {
    const source = this.#files.get(path);
    if (!source) throw new Error(`The file "${path}" isn't there any more.`);
    return source;
  }
}
