import type { BytesByPath, Piece } from "./bytes-by-path.ts";

/** Bytes that are asked for together at most; what is more goes into a further request beside. */
const MOST_BYTES = 2 ** 23;

interface Waiting {
  readonly piece: Piece;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

/** Reads that are asked for at the same time go out as one request: with hundreds of files, that is what counts. */
export class JoinedReads {
  readonly #bytes: BytesByPath;
  #waiting: Waiting[] = [];

  constructor(bytes: BytesByPath) {
    this.#bytes = bytes;
  }

  read(path: string, offset: number, length: number): Promise<Uint8Array> {
    if (this.#waiting.length === 0) setTimeout(() => this.#send(), 0);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ piece: { path, offset, length }, resolve, reject });
    });
  }

  #send(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    let batch: Waiting[] = [];
    let total = 0;
    for (const one of waiting) {
      if (total + one.piece.length > MOST_BYTES && batch.length > 0) {
        void this.#ask(batch);
        batch = [];
        total = 0;
      }
      batch.push(one);
      total += one.piece.length;
    }
    void this.#ask(batch);
  }

  async #ask(batch: readonly Waiting[]): Promise<void> {
    try {
      const answers = await this.#bytes.read(batch.map(({ piece }) => piece));
      for (const [i, { piece, resolve, reject }] of batch.entries()) {
        const bytes = answers[i];
        if (bytes) resolve(bytes);
        else reject(new Error(`The file "${piece.path}" can't be read.`));
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
