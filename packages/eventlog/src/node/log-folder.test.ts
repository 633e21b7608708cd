import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { summaryEvent } from "../event/summary-event.ts";
import { encodeRecord } from "../framing/record.ts";
import { scalarValue } from "../summary/scalar.ts";
import { MemoryLog } from "../write/memory-log.ts";
import { LogFolder } from "./log-folder.ts";

let base: string;
let logdir: string;

beforeEach(async () => {
  base = await mkdtemp(path.join(os.tmpdir(), "eventlog-folder-"));
  logdir = path.join(base, "logs");
});

afterEach(async () => {
  await rm(base, { recursive: true, force: true });
});

const NAME = "events.out.tfevents.1700000000.a.1.0";

function log(value: number, step = 0): Uint8Array {
  const memory = new MemoryLog(1);
  memory.write(summaryEvent({ wallTime: 1, step }, scalarValue("x", value)));
  return memory.bytes();
}

async function put(file: string, bytes: Uint8Array): Promise<void> {
  const target = path.join(base, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, bytes);
}

const posix = process.platform !== "win32";

describe("LogFolder", () => {
  it("finds runs by their folders, and joins the files of one", async () => {
    await put(`logs/${NAME}`, log(1));
    await put(`logs/a/b/${NAME}`, log(2));
    await put(`logs/a/b/${NAME}.later`, log(3, 1));
    await put("logs/a/notes.txt", log(4));
    const folder = new LogFolder(logdir);
    expect(await folder.refresh()).toEqual({ changed: [".", "a/b"], gone: [] });
    expect([...folder.runs.keys()]).toEqual([".", "a/b"]);
    expect([...(folder.runs.get("a/b")?.scalars("x").values ?? [])]).toEqual([2, 3]);
    expect(await folder.refresh()).toEqual({ changed: [], gone: [] });
  });

  it("notices runs that come and go", async () => {
    await put(`logs/a/${NAME}`, log(1));
    const folder = new LogFolder(logdir);
    await folder.refresh();
    await put(`logs/b/${NAME}`, log(2));
    await rm(path.join(logdir, "a"), { recursive: true });
    expect(await folder.refresh()).toEqual({ changed: ["b"], gone: ["a"] });
  });

  it("keeps a bad file from harming the others", async () => {
    await put(`logs/bad/${NAME}`, new Uint8Array(1000).fill(7));
    await put(`logs/odd/${NAME}`, encodeRecord(Uint8Array.of(7, 7)));
    await put(`logs/good/${NAME}`, log(1));
    const folder = new LogFolder(logdir);
    await folder.refresh();
    expect([...(folder.runs.get("good")?.scalars("x").values ?? [])]).toEqual([1]);
    expect(folder.runs.get("bad")?.problems).toMatchObject([{ code: "bad-length-checksum" }]);
    expect(folder.runs.get("odd")?.problems).toMatchObject([{ code: "not-an-event", offset: 0 }]);
  });

  it("reads a single file that is named", async () => {
    await put(`logs/a/${NAME}`, log(1));
    const folder = new LogFolder(path.join(logdir, "a", NAME));
    await folder.refresh();
    expect([...folder.runs.keys()]).toEqual(["."]);
  });

  it("says that a folder isn't there", async () => {
    const folder = new LogFolder(path.join(base, "nowhere"));
    await folder.refresh();
    expect(folder.skipped).toMatchObject([
      { path: ".", message: expect.stringContaining("ENOENT") },
    ]);
  });

  it.runIf(posix)("follows links within the folder, not out of it, nor in circles", async () => {
    await put(`logs/a/${NAME}`, log(1));
    await put(`secret/${NAME}`, log(2));
    await mkdir(path.join(logdir, "b"));
    await symlink(path.join(logdir, "a", NAME), path.join(logdir, "b", NAME));
    await symlink(path.join(base, "secret"), path.join(logdir, "out"));
    await symlink(path.join(base, "secret", NAME), path.join(logdir, `${NAME}.out`));
    await symlink(logdir, path.join(logdir, "circle"));
    const folder = new LogFolder(logdir);
    await folder.refresh();
    expect([...folder.runs.keys()]).toEqual(["a", "b"]);
    expect(folder.skipped.map(({ path: name }) => name).sort()).toEqual([`${NAME}.out`, "out"]);
  });

  it.runIf(posix)("passes over a FIFO that is named like a log", async () => {
    await put(`logs/a/${NAME}`, log(1));
    execFileSync("mkfifo", [path.join(logdir, "a", `${NAME}.fifo`)]);
    const folder = new LogFolder(logdir);
    await folder.refresh();
    expect(folder.runs.get("a")?.files).toHaveLength(1);
    expect(folder.skipped).toEqual([{ path: `a/${NAME}.fifo`, message: "is not a regular file" }]);
  });
});
