import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { scalarValue, summaryEvent } from "@driftgraph/eventlog";
import { EventFileWriter } from "@driftgraph/eventlog/node";
import { startViewServer } from "@driftgraph/viewer/server";
import { afterAll, describe, expect, it } from "vitest";
import { emptyFolder } from "../cli/command.ts";
import { action, ask } from "./ask.ts";

const root = emptyFolder();
const logdir = path.join(root, "logs");
const FILE = "events.out.tfevents.1.host";

/** A run of a few scalars; its file. */
async function write(run: string, count = 40): Promise<string> {
  const writer = EventFileWriter.create(path.join(logdir, run), { wallTime: 1000, host: "host" });
  for (let step = 0; step < count; step++) {
    writer.write(
      summaryEvent({ wallTime: 1000 + step, step }, scalarValue("loss", 1 / (1 + step))),
    );
  }
  await writer.close();
  return writer.path;
}

const file = await write("R&D, 100 %");
const bytes = await readFile(file);
const served = `/api/files/${encodeURIComponent("R&D, 100 %")}/${path.basename(file)}`;
// What must stay out of reach: beside the logdir, by links, and what only has a log's name.
await mkdir(path.join(root, "secret"));
await writeFile(path.join(root, "secret", FILE), "secret");
await symlink(path.join(root, "secret"), path.join(logdir, "way-out"), "junction");
await mkdir(path.join(logdir, "linked"));
// Windows lets few make links to files.
await symlink(path.join(root, "secret", FILE), path.join(logdir, "linked", FILE)).catch(() => {});
await writeFile(path.join(logdir, "notes.txt"), "notes");
await mkdir(path.join(logdir, "folder", FILE), { recursive: true });
if (process.platform !== "win32")
  execFileSync("mkfifo", [path.join(logdir, "folder", `${FILE}.1`)]);

const server = await startViewServer({ logdir, ports: [0] });
const { port } = server;
afterAll(() => server.close());

describe("who is answered", () => {
  it.each([
    [{ host: "evil.example" }, 421],
    [{ host: `evil.example:${port}` }, 421],
    [{ host: `127.0.0.1.evil.example:${port}` }, 421],
    [{ origin: `http://127.0.0.1:${port + 1}` }, 403],
    [{ origin: "http://evil.example" }, 403],
    [{ origin: "null" }, 403],
    [{ "sec-fetch-site": "same-site" }, 403],
    [{ host: `localhost:${port}` }, 200],
    [{ host: "localhost:8080", origin: "http://localhost:8080" }, 200],
    [{ origin: `http://127.0.0.1:${port}` }, 200],
  ])("a request with %j: %i", async (headers, status) => {
    for (const asked of ["/api/files", "/", served]) {
      expect((await ask(port, asked, { headers })).status).toBe(status);
    }
  });

  it("nobody may frame the page, and it may load nothing but its own", async () => {
    const { headers } = await ask(port, "/");
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    // An error is an answer like the others.
    const { headers: refused } = await ask(port, "/nothing");
    expect(refused).toMatchObject({
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
    });
  });
});

describe("what is given", () => {
  it("lists the event files below the logdir, and no others", async () => {
    const { body } = await ask(port, "/api/files");
    expect(JSON.parse(body.toString()).files).toEqual([
      expect.objectContaining({
        path: `R&D, 100 %/${path.basename(file)}`,
        size: bytes.length,
      }),
    ]);
  });

  it.each([
    `/api/files/../secret/${FILE}`,
    `/api/files/..%2fsecret%2f${FILE}`,
    `/api/files/%2e%2e/secret/${FILE}`,
    `/api/files/R&D/..%2f..%2f..%2fsecret%2f${FILE}`,
    `/api/files/way-out/${FILE}`,
    `/api/files/linked/${FILE}`,
    `/api/files/folder/${FILE}`,
    `/api/files/folder/${FILE}.1`,
    `/api/files/${encodeURIComponent(path.join(root, "secret", FILE))}`,
    `/api/files/notes.txt`,
    `/api/files/${FILE}%00`,
    "/api/files/%ff",
    "/api/files/",
    "//evil.example/",
  ])("has nothing at %s", async (target) => {
    const { status, body } = await ask(port, target);
    expect(status).toBe(404);
    expect(body.toString()).not.toContain("secret\n");
  });

  it("gives pieces of files, and for those out of reach none", async () => {
    const own = `R&D, 100 %/${path.basename(file)}`;
    const { status, body } = await action(port, "/api/pieces", [
      { path: own, offset: 10, length: 20 },
      { path: `../secret/${FILE}`, offset: 0, length: 6 },
      { path: `linked/${FILE}`, offset: 0, length: 6 },
      { path: own, offset: bytes.length - 3, length: 10 },
    ]);
    expect(status).toBe(200);
    const lengths = [0, 1, 2, 3].map((i) => body.readInt32LE(4 * i));
    expect(lengths).toEqual([20, -1, -1, 3]);
    expect(body.subarray(16)).toEqual(Buffer.concat([bytes.subarray(10, 30), bytes.subarray(-3)]));
  });

  it.each([
    [[{ path: FILE, offset: 0, length: 2 ** 30 }], 413],
    [Array.from({ length: 5000 }, () => ({ path: FILE, offset: 0, length: 1 })), 413],
    [[{ path: FILE, offset: -1, length: 1 }], 400],
    [{ path: FILE }, 400],
    [[null], 400],
  ])("refuses pieces that nobody needs (%#)", async (pieces, status) => {
    expect((await action(port, "/api/pieces", pieces)).status).toBe(status);
  });
});

describe("ranges", () => {
  const size = bytes.length;
  it.each([
    ["bytes=10-19", 10, 20],
    ["bytes=0-0", 0, 1],
    ["bytes=-5", size - 5, size],
    [`bytes=-${size + 100}`, 0, size],
    [`bytes=${size - 1}-`, size - 1, size],
    ["bytes=5-99999999999999999999", 5, size],
  ])("%s is those bytes", async (range, start, end) => {
    const { status, headers, body } = await ask(port, served, { headers: { range } });
    expect(status).toBe(206);
    expect(headers["content-range"]).toBe(`bytes ${start}-${end - 1}/${size}`);
    expect(headers["content-length"]).toBe(String(end - start));
    expect(body).toEqual(bytes.subarray(start, end));
  });

  it.each([`bytes=${size}-`, "bytes=99999999999999999999-", "bytes=-0", "bytes=9-3"])(
    "%s is none",
    async (range) => {
      const { status, headers } = await ask(port, served, { headers: { range } });
      expect(status).toBe(416);
      expect(headers["content-range"]).toBe(`bytes */${size}`);
    },
  );

  it.each(["bytes=0-1,4-5", "bytes=-", "bytes=a-b", "bytes 1-2", "lines=1-2"])(
    "%s isn't understood, so the whole file comes",
    async (range) => {
      const { status, body } = await ask(port, served, { headers: { range } });
      expect(status).toBe(200);
      expect(body).toEqual(bytes);
    },
  );

  it("a file that is known isn't sent again, and never compressed: ranges mean its bytes", async () => {
    const { headers } = await ask(port, served, { headers: { "accept-encoding": "br, gzip" } });
    expect(headers["content-encoding"]).toBeUndefined();
    const etag = String(headers.etag);
    const again = await ask(port, served, { headers: { "if-none-match": etag } });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    const head = await ask(port, served, { method: "HEAD" });
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect(head.headers["content-length"]).toBe(String(size));
  });
});

describe("compression", () => {
  it.each([
    ["br", "br", brotliDecompressSync],
    ["gzip, deflate, br", "br", brotliDecompressSync],
    ["gzip", "gzip", gunzipSync],
    ["br;q=0, gzip", "gzip", gunzipSync],
    ["identity", undefined, (body: Buffer) => body],
  ])("%s gets the script as %s", async (accepted, encoding, decode) => {
    const plain = await ask(port, "/viewer.js");
    const { headers, body } = await ask(port, "/viewer.js", {
      headers: { "accept-encoding": accepted },
    });
    expect(headers["content-encoding"]).toBe(encoding);
    expect(decode(body).equals(plain.body)).toBe(true);
    if (encoding) {
      expect(body.length).toBeLessThan(plain.body.length / 2);
      expect(headers.vary).toBe("accept-encoding");
    }
  });

  it("the bundle has less than 1 MB compressed, and isn't sent twice", async () => {
    const { headers, body } = await ask(port, "/viewer.js", {
      headers: { "accept-encoding": "gzip" },
    });
    expect(body.length).toBeLessThan(1e6);
    const again = await ask(port, "/viewer.js", {
      headers: { "if-none-match": String(headers.etag) },
    });
    expect(again.status).toBe(304);
  });
});

describe("what changes something", () => {
  const own = { origin: `http://127.0.0.1:${port}` };
  const full = { ...own, "x-driftgraph-action": "1", "content-type": "application/json" };
  it.each([
    ["without our header", { ...own, "content-type": "application/json" }],
    ["without an origin", { "x-driftgraph-action": "1", "content-type": "application/json" }],
    ["as a form could send it", { ...full, "content-type": "text/plain" }],
    ["from another site", { ...full, origin: "http://evil.example" }],
  ])("is refused %s", async (_, headers) => {
    await write("kept");
    const body = JSON.stringify({ run: "kept" });
    const { status } = await ask(port, "/api/runs/delete", { method: "POST", headers, body });
    expect(status).toBe(403);
    expect(existsSync(path.join(logdir, "kept"))).toBe(true);
  });

  it("renames a run's folder", async () => {
    await write("group/before");
    const { status, body } = await action(port, "/api/runs/rename", {
      run: "group/before",
      name: "after",
    });
    expect([status, JSON.parse(body.toString())]).toEqual([200, { run: "group/after" }]);
    expect(existsSync(path.join(logdir, "group", "before"))).toBe(false);
    expect(existsSync(path.join(logdir, "group", "after"))).toBe(true);
  });

  it.each([
    "",
    "../x",
    "a/b",
    "a\\b",
    ".hidden",
    "..",
    "con:",
    "nul",
    "COM1.x",
    "x".repeat(121),
    "ends.",
    "taken",
  ])("doesn't rename to %j", async (name) => {
    await write("stays");
    await write("taken");
    const { status } = await action(port, "/api/runs/rename", { run: "stays", name });
    expect(status).toBe(409);
    expect(existsSync(path.join(logdir, "stays"))).toBe(true);
  });

  it("deletes a run with the runs in it", async () => {
    await write("sweep");
    await write("sweep/K=1");
    expect((await action(port, "/api/runs/delete", { run: "sweep" })).status).toBe(200);
    expect(existsSync(path.join(logdir, "sweep"))).toBe(false);
  });

  it("deletes no folder that holds anything else, and says what", async () => {
    await write("mixed");
    await mkdir(path.join(logdir, "mixed", "notes"));
    await writeFile(path.join(logdir, "mixed", "notes", "thesis.tex"), "");
    const { status, body } = await action(port, "/api/runs/delete", { run: "mixed" });
    expect(status).toBe(409);
    expect(body.toString()).toContain("notes/thesis.tex");
    expect(existsSync(path.join(logdir, "mixed", "notes", "thesis.tex"))).toBe(true);
  });

  it.each([".", "", "..", "../secret", "../logs", "way-out", "linked", "nothing", "a\0b", 7])(
    "deletes nothing for %j",
    async (run) => {
      expect((await action(port, "/api/runs/delete", { run })).status).toBe(409);
      expect(existsSync(path.join(root, "secret", FILE))).toBe(true);
      expect(existsSync(file)).toBe(true);
    },
  );

  it("takes no megabytes, and no other text than JSON", async () => {
    const asking = { method: "POST", headers: full };
    const long = JSON.stringify({ run: "x".repeat(2 ** 20) });
    expect((await ask(port, "/api/runs/delete", { ...asking, body: long })).status).toBe(400);
    expect((await ask(port, "/api/runs/delete", { ...asking, body: "{" })).status).toBe(400);
  });
});

describe("to a team", () => {
  it("only who knows the token is answered, and it leaves the address at once", async () => {
    const team = await startViewServer({ logdir, ports: [0], host: "0.0.0.0" });
    const token = new URL(team.url).searchParams.get("token") ?? "";
    expect(token.length).toBeGreaterThan(30);
    const status = async (target: string, cookie?: string) =>
      (await ask(team.port, target, cookie ? { headers: { cookie } } : {})).status;
    for (const target of ["/", "/viewer.js", "/api/files", served, "/api/changes"]) {
      expect(await status(target)).toBe(401);
    }
    expect(await status("/?token=wrong")).toBe(401);
    expect(await status("/api/files", `driftgraph-token-${team.port}=wrong`)).toBe(401);
    const { status: led, headers } = await ask(team.port, `/?token=${token}`);
    expect([led, headers.location]).toEqual([303, "/"]);
    const [cookie = ""] = headers["set-cookie"] ?? [];
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
    const [pair = ""] = cookie.split(";");
    expect(await status("/api/files", pair)).toBe(200);
    expect(await status(served, pair)).toBe(200);
    // A right token doesn't make another site's requests our own.
    const foreign = { cookie: pair, origin: "http://evil.example" };
    expect((await ask(team.port, "/api/files", { headers: foreign })).status).toBe(403);
    await team.close();
    const next = await startViewServer({ logdir, ports: [0], host: "0.0.0.0" });
    expect(next.url).not.toContain(token);
    await next.close();
  });
});
