import { SourceError } from "../errors.ts";
import type { ByteSource, SourceState } from "./byte-source.ts";

/** Asks for one URL; `fetch` itself, or one that adds a header. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * A file on a web server that answers range requests.
 *
 * A server that ignores them sends the whole file each time, which is still read rightly.
 */
export function httpSource(url: string | URL, request: Fetch = fetch): ByteSource {
  const address = String(url);
  const head = async () => await answer(address, await send(request, address, { method: "HEAD" }));
  const state = async (): Promise<SourceState> => {
    const { headers } = await head();
    const size = Number(headers.get("content-length") ?? Number.NaN);
    const version = headers.get("etag") ?? headers.get("last-modified") ?? "";
    if (Number.isSafeInteger(size)) return { size, file: address, version };
    throw new SourceError(`${address} doesn't say how long it is`);
  };
  return {
    state,
    size: async () => (await state()).size,
    async read(offset, length) {
      if (length <= 0) return new Uint8Array();
      const range = `bytes=${offset}-${offset + length - 1}`;
      const response = await send(request, address, { headers: { range } });
      if (response.status === 416) return new Uint8Array();
      const bytes = await bodyOf(address, await answer(address, response));
      return response.status === 206 ? bytes : bytes.slice(offset, offset + length);
    },
  };
}

async function send(request: Fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    return await request(url, { cache: "no-store", ...init });
  } catch (cause) {
    throw new SourceError(`${url} can't be reached`, { cause });
  }
}

async function answer(url: string, response: Response): Promise<Response> {
  if (response.ok) return response;
  throw new SourceError(`${url} answered ${response.status} ${response.statusText}`);
}

async function bodyOf(url: string, response: Response): Promise<Uint8Array> {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new SourceError(`${url} broke off`, { cause });
  }
}
