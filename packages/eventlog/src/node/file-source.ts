import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { SourceError } from "../errors.ts";
import type { ByteSource, SourceState } from "../source/byte-source.ts";

// Without waiting for a writer, should a FIFO have taken the file's place. Windows has none.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * A file on disk, opened when it is read and let go by `close`, so that thousands can be followed.
 *
 * Only regular files are read: a FIFO or a device named like a log is refused.
 */
export function fileSource(path: string): ByteSource {
  let handle: Promise<FileHandle> | undefined;
  const opened = () => (handle ??= openRegular(path));
  const close = async () => {
    const closing = handle;
    handle = undefined;
    await (await closing?.catch(() => undefined))?.close();
  };
  const state = async (): Promise<SourceState> => {
    // Anew, since another file may have taken the path.
    await close();
    return await attempt(path, async () => {
      const { dev, ino, size, mtimeNs } = await (await opened()).stat({ bigint: true });
      return { size: Number(size), file: `${dev}:${ino}`, version: String(mtimeNs) };
    });
  };
  return {
    state,
    close,
    size: async () => await attempt(path, async () => (await (await opened()).stat()).size),
    read: async (offset, length) =>
      await attempt(path, async () => await readFully(await opened(), offset, length)),
  };
}

async function openRegular(path: string): Promise<FileHandle> {
  const handle = await open(path, FLAGS);
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new SourceError(`${path} is not a regular file`);
}

async function readFully(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.max(0, length));
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await handle.read(bytes, done, bytes.length - done, offset + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}

async function attempt<Result>(path: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof SourceError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SourceError(`${path} can't be read: ${reason}`, { cause });
  }
}
