import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { SourceError } from "../errors.ts";
import { summaryEvent } from "../event/summary-event.ts";
import { EventFile } from "../log/event-file.ts";
import { bucketsFromEdges } from "../summary/buckets.ts";
import { histogramValue } from "../summary/histogram.ts";
import { MemoryLog } from "../write/memory-log.ts";
import { blobSource } from "./blob-source.ts";
import type { ByteSource } from "./byte-source.ts";
import { bytesSource } from "./bytes-source.ts";
import { httpSource } from "./http-source.ts";

const STEPS = 200;

function log(): Uint8Array {
  const memory = new MemoryLog(1);
  for (let step = 0; step < STEPS; step++) {
    const value = histogramValue("h", bucketsFromEdges([0, 1, 2], [step, 1]));
    memory.write(summaryEvent({ wallTime: 1, step }, value));
  }
  return memory.bytes();
}

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/log`;
}

/** A server of one file, with or without ranges, that counts its requests. */
async function fileServer(bytes: Uint8Array, hasRanges: boolean) {
  const requests = { count: 0 };
  const url = await serve((request, response) => {
    requests.count++;
    const range = hasRanges ? /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") : null;
    const body = range ? bytes.subarray(Number(range[1]), Number(range[2]) + 1) : bytes;
    response.writeHead(range ? 206 : 200, { "content-length": body.length, etag: "1" });
    response.end(request.method === "HEAD" ? undefined : body);
  });
  return { url, requests };
}

async function counts(source: ByteSource): Promise<readonly number[]> {
  const file = new EventFile("log", source);
  await file.refresh({ finished: true });
  expect(file.problems).toEqual([]);
  const series = file.find("histograms", "h");
  const values = series ? await file.values(series) : [];
  return values.map(({ step }) => step);
}

const ALL = Array.from({ length: STEPS }, (_, step) => step);

describe("a log", () => {
  it("is read from memory", async () => {
    expect(await counts(bytesSource(log()))).toEqual(ALL);
  });

  it("is read from a Blob", async () => {
    expect(await counts(blobSource(new Blob([log().slice()])))).toEqual(ALL);
  });

  it("is read from a web server by ranges, with few requests", async () => {
    const { url, requests } = await fileServer(log(), true);
    expect(await counts(httpSource(url))).toEqual(ALL);
    expect(requests.count).toBeLessThan(8);
  });

  it("is read from a web server that knows no ranges", async () => {
    const { url } = await fileServer(log(), false);
    expect(await counts(httpSource(url))).toEqual(ALL);
  });
});

describe("httpSource", () => {
  it("tells an answer that is none, and a server that isn't there", async () => {
    const url = await serve((_, response) => response.writeHead(404).end());
    await expect(httpSource(url).size()).rejects.toThrow(SourceError);
    await expect(httpSource(url).read(0, 10)).rejects.toThrow("answered 404");
    const unreachable = () => Promise.reject(new TypeError("refused"));
    await expect(httpSource(url, unreachable).size()).rejects.toThrow("can't be reached");
  });
});
