import { once } from "node:events";
import { open, rename, rm } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { scalarValue, summaryEvent } from "@driftgraph/eventlog";
import { EventFileWriter } from "@driftgraph/eventlog/node";
import { startViewServer } from "@driftgraph/viewer/server";
import { afterAll, describe, expect, it } from "vitest";
import { emptyFolder } from "../cli/command.ts";
import { answerTo } from "./ask.ts";

const logdir = path.join(emptyFolder(), "logs");
const writer = EventFileWriter.create(path.join(logdir, "written"));
afterAll(() => writer.close());
const server = await startViewServer({ logdir, ports: [0] });
const { port } = server;
afterAll(() => server.close());

const MB = 1e6;

describe("a slow reader of a long file", () => {
  it("doesn't make the server hold the file", async () => {
    const long = EventFileWriter.create(path.join(logdir, "long"));
    await long.close();
    const handle = await open(long.path, "r+");
    await handle.truncate(100 * MB);
    await handle.close();
    const target = `/api/files/long/${path.basename(long.path)}`;
    const before = held();
    // Together they would be 800 MB.
    const slow = await Promise.all(Array.from({ length: 8 }, () => answerTo(port, target)));
    await wait(500);
    expect(held() - before).toBeLessThan(60 * MB);
    // Nobody's connection is in the way of others, and who takes it all gets it all.
    let taken = 0;
    for await (const chunk of slow[0] ?? []) taken += chunk.length;
    expect(taken).toBe(100 * MB);
    for (const response of slow) response.destroy();
    await rm(path.dirname(long.path), { recursive: true });
  }, 60_000);
});

/** Bytes of buffers that this process holds; the server is in it. */
function held(): number {
  return process.memoryUsage().arrayBuffers;
}

interface News {
  readonly all: boolean;
  readonly files: readonly { readonly path: string; readonly size: number }[];
  readonly gone: readonly string[];
}

/** Follows what the server tells of changes. */
async function follow(): Promise<{ next: () => Promise<News>; end: () => void }> {
  const stream = (await answerTo(port, "/api/changes")).setEncoding("utf8");
  const told: News[] = [];
  let text = "";
  stream.on("data", (chunk: string) => {
    const parts = `${text}${chunk}`.split("\n\n");
    text = parts.pop() ?? "";
    for (const part of parts) {
      if (part.startsWith("data: ")) told.push(JSON.parse(part.slice("data: ".length)));
    }
    if (told.length > 0) stream.emit("told");
  });
  return {
    next: async () => {
      if (told.length === 0) await once(stream, "told");
      const news = told.shift();
      if (!news) throw new Error("nothing was told");
      return news;
    },
    end: () => stream.destroy(),
  };
}

describe("the stream of changes", () => {
  const name = `written/${path.basename(writer.path)}`;
  const grow = (): void => {
    const at = { wallTime: 1000, step: writer.length };
    writer.write(summaryEvent(at, scalarValue("loss", 1)));
  };

  it("tells all files first, then within a second what grew, what came and what went", async () => {
    const changes = await follow();
    expect(await changes.next()).toMatchObject({
      all: true,
      files: [{ path: name, size: writer.length }],
    });
    let start = performance.now();
    grow();
    expect(await changes.next()).toMatchObject({
      all: false,
      files: [{ path: name, size: writer.length }],
      gone: [],
    });
    expect(performance.now() - start).toBeLessThan(1000);
    start = performance.now();
    await EventFileWriter.create(path.join(logdir, "new", "below")).close();
    const { files } = await changes.next();
    expect(files.map((file) => path.posix.dirname(file.path))).toEqual(["new/below"]);
    expect(performance.now() - start).toBeLessThan(1500);
    await rename(path.join(logdir, "new"), path.join(logdir, "old"));
    const moved = [await changes.next()];
    if (moved[0]?.files.length === 0) moved.push(await changes.next());
    expect(moved.flatMap(({ gone }) => gone)).toEqual(files.map((file) => file.path));
    expect(moved.flatMap((news) => news.files)).toHaveLength(1);
    changes.end();
  });

  it("tells each page, and goes on when one is gone", async () => {
    const [one, two] = [await follow(), await follow()];
    await one.next();
    await two.next();
    one.end();
    grow();
    expect((await two.next()).files).toMatchObject([{ path: name, size: writer.length }]);
    two.end();
  });

  it("a logdir that is taken away and comes back is no end of it", async () => {
    const changes = await follow();
    await changes.next();
    await rename(logdir, `${logdir}-away`);
    await wait(1000);
    await rename(`${logdir}-away`, logdir);
    grow();
    let size = 0;
    while (size !== writer.length) {
      const { files } = await changes.next();
      size = files.find((file) => file.path === name)?.size ?? size;
    }
    changes.end();
  });
});
