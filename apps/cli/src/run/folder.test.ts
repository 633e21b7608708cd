import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runFolder } from "./folder.ts";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "driftgraph-folder-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe("runFolder", () => {
  it("makes nothing before it is asked to", async () => {
    await runFolder(path.join(root, "runs"), "switch", undefined);
    await runFolder(path.join(root, "runs"), "switch", "mine");
    expect(await readdir(root)).toEqual([]);
  });

  it("numbers the runs of a model, after the highest number there", async () => {
    await mkdir(path.join(root, "switch-9"));
    await mkdir(path.join(root, "switch-two"));
    await mkdir(path.join(root, "switch-1-b"));
    const folder = await runFolder(root, "switch", undefined);
    expect(await folder.create()).toBe(path.join(root, "switch-10"));
    expect(await (await runFolder(root, "other", undefined)).create()).toBe(path.join(root, "other-1"));
  });

  it("gives runs that start at once different folders", async () => {
    const folders = await Promise.all(Array.from({ length: 8 }, () => runFolder(root, "switch", undefined)));
    const made = await Promise.all(folders.map((folder) => folder.create()));
    expect(new Set(made).size).toBe(8);
  });

  it("refuses a name that is taken, at first and at last", async () => {
    const first = await runFolder(root, "switch", "a/b");
    const second = await runFolder(root, "switch", "a/b");
    expect(await first.create()).toBe(path.join(root, "a", "b"));
    await expect(second.create()).rejects.toThrow('there is a run "a/b"');
    await expect(runFolder(root, "switch", "a/b")).rejects.toThrow("never overwritten");
  });

  it.each(["..", "a/../b", "/etc", "a//b", ".", "a\\b", "C:x", "a\u0000b", "dot."])(
    "refuses the name %j, which may lead out of the logdir",
    async (name) => {
      await expect(runFolder(root, "switch", name)).rejects.toThrow("expected the name of a folder");
    },
  );

  it("makes a folder's name of any model's name", async () => {
    const folder = await (await runFolder(root, "../a b/ω", undefined)).create();
    expect(path.dirname(folder)).toBe(root);
    expect(path.basename(folder)).toBe("-a-b-ω-1");
  });

  it("refuses a logdir that is a file", async () => {
    await writeFile(path.join(root, "file"), "");
    await expect(runFolder(path.join(root, "file"), "m", undefined)).rejects.toThrow("is a file, expected a folder");
  });
});
