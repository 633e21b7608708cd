import { type Answer, text } from "./answer.ts";
import type { Route } from "./routes.ts";
import type { ServedLogs } from "./served-logs.ts";

const MOST_PIECES = 4096;
const MOST_BYTES = 2 ** 25;
/** Files that are open at the same time for one request. */
const AT_ONCE = 32;

interface Piece {
  readonly path: string;
  readonly offset: number;
  readonly length: number;
}

/**
 * Gives pieces of many event files in one answer: their lengths as four bytes each, little-endian, then their bytes.
 * A piece that can't be read has the length -1.
 */
export function eventFilePieces(logs: ServedLogs): Route {
  return async ({ body }): Promise<Answer> => {
    if (!isPieces(body)) return text(400, "A list of pieces is expected: path, offset and length.");
    const total = body.reduce((sum, { length }) => sum + length, 0);
    if (body.length > MOST_PIECES || total > MOST_BYTES)
      return text(413, `At most ${MOST_PIECES} pieces of ${MOST_BYTES} bytes together are given.`);
    const found: (Uint8Array | undefined)[] = [];
    for (let i = 0; i < body.length; i += AT_ONCE) {
      found.push(
        ...(await Promise.all(body.slice(i, i + AT_ONCE).map((piece) => read(logs, piece)))),
      );
    }
    const lengths = Buffer.alloc(4 * found.length);
    for (const [i, bytes] of found.entries()) lengths.writeInt32LE(bytes?.length ?? -1, 4 * i);
    return {
      status: 200,
      headers: { "content-type": "application/octet-stream" },
      body: Buffer.concat([lengths, ...found.filter((bytes) => bytes !== undefined)]),
    };
  };
}

async function read(
  logs: ServedLogs,
  { path, offset, length }: Piece,
): Promise<Uint8Array | undefined> {
  const handle = await logs.open(path);
  if (!handle) return undefined;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } catch {
    return undefined;
  } finally {
    await handle.close();
  }
}

function isPieces(value: unknown): value is readonly Piece[] {
  return (
    Array.isArray(value) &&
    value.every(
      (one: Partial<Piece> | null) =>
        typeof one?.path === "string" && isPlace(one.offset) && isPlace(one.length),
    )
  );
}

function isPlace(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
