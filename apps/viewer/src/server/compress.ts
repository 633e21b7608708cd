import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Answer } from "./answer.ts";

const SMALLEST = 1024;
const COMPRESSED = /^(text\/(?!event-stream)|application\/json)/;
/** Beyond these it takes longer than what it saves on a network. */
const GZIP_LEVEL = 6;
const BROTLI_QUALITY = 5;

const ENCODERS = {
  br: (body: Uint8Array) =>
    promisify(brotliCompress)(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY },
    }),
  gzip: (body: Uint8Array) => promisify(gzip)(body, { level: GZIP_LEVEL }),
} as const;

/** An answer as short as the browser can read it; event files are not compressed, so that ranges mean their bytes. */
export async function compressed(answer: Answer, accepted: string | undefined): Promise<Answer> {
  const { headers, body } = answer;
  if (typeof body !== "string" && !(body instanceof Uint8Array)) return answer;
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  if (bytes.length < SMALLEST || !COMPRESSED.test(headers["content-type"] ?? "")) return answer;
  const encoding = encodingFor(accepted);
  if (!encoding) return answer;
  const encoded = await cached(bytes, encoding, headers["etag"]);
  return {
    ...answer,
    headers: { ...headers, "content-encoding": encoding, vary: "accept-encoding" },
    body: encoded,
  };
}

/** What has a version of its own is compressed once. */
const KEPT = new Map<string, Promise<Uint8Array>>();

function cached(
  bytes: Uint8Array,
  encoding: keyof typeof ENCODERS,
  etag: string | undefined,
): Promise<Uint8Array> {
  if (etag === undefined) return ENCODERS[encoding](bytes);
  const key = `${encoding} ${etag}`;
  const known = KEPT.get(key) ?? ENCODERS[encoding](bytes);
  KEPT.set(key, known);
  return known;
}

function encodingFor(accepted = ""): keyof typeof ENCODERS | undefined {
  const names = accepted
    .split(",")
    .map((part) => part.trim())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(";")[0]);
  return names.includes("br") ? "br" : names.includes("gzip") ? "gzip" : undefined;
}
