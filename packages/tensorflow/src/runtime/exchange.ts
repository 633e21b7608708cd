import { closeSync, mkdtempSync, openSync, readSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Where Linux keeps files in memory. */
const SHARED_MEMORY = "/dev/shm";

/**
 * A file that this process and TensorFlow's have open and nobody else finds, for what is too large for a
 * pipe. It is written over and over: fresh pages would cost more than the bytes in them.
 */
export class Exchange {
  readonly bytes: number;
  readonly #file: number;

  constructor(file: number, bytes: number) {
    this.#file = file;
    this.bytes = bytes;
  }

  /** Fills a part of an array with the file's bytes from a position on. */
  read(into: Uint8Array, position: number): void {
    for (let done = 0; done < into.length; ) {
      const count = readSync(this.#file, into, done, into.length - done, position + done);
      if (count === 0) throw new Error("TensorFlow's process has written less than it said");
      done += count;
    }
  }

  close(): void {
    closeSync(this.#file);
  }
}

/**
 * Makes an exchange file.
 *
 * @param share gives its name to the other process, which opens it; then the name is gone, so that no file
 *   is left however the processes end.
 */
export async function openExchange(
  bytes: number,
  share: (file: string) => Promise<void>,
): Promise<Exchange> {
  const folder = mkdtempSync(path.join(folderFor(bytes), "driftgraph-tensorflow-"));
  try {
    const file = path.join(folder, "exchange");
    const exchange = new Exchange(openSync(file, "wx+", 0o600), bytes);
    await share(file);
    return exchange;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In memory where there is plenty of it; containers often have little. */
function folderFor(bytes: number): string {
  try {
    const { bavail, bsize } = statfsSync(SHARED_MEMORY);
    return bavail * bsize > 2 * bytes ? SHARED_MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}
