import type { FileHandle } from "node:fs/promises";
import { type Answer, text } from "./answer.ts";
import type { Route } from "./routes.ts";
import type { ServedLogs } from "./served-logs.ts";

/** Bytes that are read from the disk at once. */
const BLOCK = 2 ** 20;
const RANGE = /^bytes=(\d*)-(\d*)$/;

/** Gives an event file or a range of it, read from the disk only as fast as it is taken. */
export function eventFile(logs: ServedLogs): Route {
  return async ({ rest, headers }) => {
    const handle = await logs.open(rest);
    if (!handle) return text(404, `There is no event file "${rest}" here.`);
    try {
      const answer = await answerOf(handle, headers);
      if (typeof answer.body === "string" || !("stream" in answer.body)) await handle.close();
      return answer;
    } catch (error) {
      await handle.close();
      throw error;
    }
  };
}

async function answerOf(
  handle: FileHandle,
  headers: { readonly range?: string | undefined; readonly "if-none-match"?: string | undefined },
): Promise<Answer> {
  const { size, mtimeNs, ino, dev } = await handle.stat({ bigint: true });
  const total = Number(size);
  const etag = `"${dev}-${ino}-${size}-${mtimeNs}"`;
  const common = {
    "content-type": "application/octet-stream",
    "accept-ranges": "bytes",
    "cache-control": "no-cache",
    etag,
  };
  if (headers["if-none-match"] === etag) return { status: 304, headers: common, body: "" };
  const range = rangeOf(headers.range, total);
  if (range === "none")
    return text(416, "There are no such bytes.", { "content-range": `bytes */${total}` });
  const { start, end } = range ?? { start: 0, end: total };
  if (start === end) return { status: 200, headers: common, body: new Uint8Array() };
  const stream = handle.createReadStream({ start, end: end - 1, highWaterMark: BLOCK });
  return {
    status: range ? 206 : 200,
    headers: range ? { ...common, "content-range": `bytes ${start}-${end - 1}/${total}` } : common,
    body: { stream, length: end - start },
  };
}

/** The bytes that a range header asks for; undefined without one that we understand, as RFC 9110 has it. */
function rangeOf(
  header: string | undefined,
  size: number,
): { readonly start: number; readonly end: number } | "none" | undefined {
  const [, first = "", last = ""] = RANGE.exec(header ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size : Math.min(size, Number(last) + 1);
  return start < end ? { start, end } : "none";
}
