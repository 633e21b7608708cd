import { open, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { type Answer, json, text } from "./answer.ts";
import { findRuns } from "./find-runs.ts";

/** Most bytes of a file that one answer carries. */
const MAX_BYTES = 16 * 2 ** 20;
const RANGE = /^bytes=(\d+)-(\d+)$/;

/** The event files below a logdir, with paths relative to it. */
export async function listEventFiles(logdir: string): Promise<Answer> {
  const files = [...(await eventFiles(logdir)).keys()].map((name) => ({ path: name }));
  return json({ title: path.basename(path.resolve(logdir)), files });
}

/** A piece of an event file. It is looked up among those found, so that no path leads elsewhere. */
export async function readEventFile(
  logdir: string,
  name: string,
  range: string | undefined,
): Promise<Answer> {
  const file = (await eventFiles(logdir)).get(name);
  if (file === undefined) return text(404, `There is no event file "${name}" here.`);
  const { size, mtimeMs, ino } = await stat(file);
  const headers = {
    "content-type": "application/octet-stream",
    "accept-ranges": "bytes",
    etag: `"${ino}-${size}-${mtimeMs}"`,
  };
  const [, first, last] = RANGE.exec(range ?? `bytes=0-${Math.max(0, size - 1)}`) ?? [];
  const start = Number(first);
  const end = Math.min(Number(last) + 1, size, start + MAX_BYTES);
  if (!(start < end))
    return text(416, "There are no such bytes.", { "content-range": `bytes */${size}` });
  const body = await readPiece(file, start, end - start);
  return {
    status: range === undefined && end === size ? 200 : 206,
    headers: { ...headers, "content-range": `bytes ${start}-${end - 1}/${size}` },
    body,
  };
}

async function readPiece(file: string, start: number, length: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function eventFiles(logdir: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const { name, folder } of (await findRuns(logdir)).runs) {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.includes("tfevents")) continue;
      files.set(path.posix.join(name, entry.name), path.join(folder, entry.name));
    }
  }
  return files;
}
