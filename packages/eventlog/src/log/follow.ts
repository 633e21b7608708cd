import type { ByteSource, SourceState } from "../source/byte-source.ts";

const SAMPLE = 64;

/** What happened to a file since it was last looked at, apart from growing. */
export type Upheaval = "truncated" | "replaced" | "rewritten";

/** Remembers enough of a file to tell growth from any other change. */
export class ChangeDetector {
  readonly #source: ByteSource;
  #state: SourceState | undefined;
  #head: Uint8Array = new Uint8Array();
  #last: Uint8Array = new Uint8Array();
  #lastOffset = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /**
   * The file's present size, and what happened to it otherwise.
   *
   * @param position what has been read so far
   */
  async look(position: number): Promise<{ readonly size: number; readonly upheaval?: Upheaval }> {
    const before = this.#state;
    const state = (await this.#source.state?.()) ?? {
      size: await this.#source.size(),
      file: "",
      version: "",
    };
    this.#state = state;
    const { size } = state;
    if (before === undefined) return { size };
    if (state.file !== before.file) return { size, upheaval: "replaced" };
    if (size < position) return { size, upheaval: "truncated" };
    if (size === before.size) {
      return state.version === before.version ? { size } : { size, upheaval: "rewritten" };
    }
    return (await this.#isSampleSame()) ? { size } : { size, upheaval: "rewritten" };
  }

  /** Takes samples of what was read: the file's first bytes, and the last ones before `position`. */
  async remember(position: number): Promise<void> {
    this.#lastOffset = Math.max(0, position - SAMPLE);
    this.#head = (await this.#source.read(0, Math.min(SAMPLE, position))).slice();
    this.#last = (await this.#source.read(this.#lastOffset, position - this.#lastOffset)).slice();
  }

  async #isSampleSame(): Promise<boolean> {
    const head = await this.#source.read(0, this.#head.length);
    const last = await this.#source.read(this.#lastOffset, this.#last.length);
    return isEqual(head, this.#head) && isEqual(last, this.#last);
  }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
