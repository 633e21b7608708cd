import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runFolder } from "./folder.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "driftgraph-folder-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("runFolder", () => {
  it("makes nothing before it is asked to", () => {
    runFolder(path.join(root, "runs"), "switch", undefined);
    runFolder(path.join(root, "runs"), "switch", "mine");
    expect(readdirSync(root)).toEqual([]);
  });

  it("numbers the runs of a model, after the highest number there", () => {
    for (const name of ["switch-9", "switch-two", "switch-1-b"]) mkdirSync(path.join(root, name));
    expect(runFolder(root, "switch", undefined).create()).toBe(path.join(root, "switch-10"));
    expect(runFolder(root, "other", undefined).create()).toBe(path.join(root, "other-1"));
  });

  it("removes what it made, and no more", () => {
    const folder = runFolder(path.join(root, "a/b"), "switch", "c/d");
    folder.create();
    folder.remove();
    expect(readdirSync(root)).toEqual([]);
    const [first, second] = [1, 2].map(() =>
      runFolder(path.join(root, "runs"), "switch", undefined),
    );
    first?.create();
    second?.create();
    first?.remove();
    expect(readdirSync(path.join(root, "runs"))).toEqual(["switch-2"]);
  });

  it("gives runs that start at once different folders", () => {
    const folders = Array.from({ length: 8 }, () => runFolder(root, "switch", undefined));
    expect(new Set(folders.map((folder) => folder.create())).size).toBe(8);
  });

  it("refuses a name that is taken, at first and at last", () => {
    const first = runFolder(root, "switch", "a/b");
    const second = runFolder(root, "switch", "a/b");
    expect(first.create()).toBe(path.join(root, "a", "b"));
    expect(() => second.create()).toThrow('there is a run "a/b"');
    expect(() => runFolder(root, "switch", "a/b")).toThrow("never overwritten");
  });

  it.each(["..", "a/../b", "/etc", "a//b", ".", "a\\b", "C:x", "a\u0000b", "dot."])(
    "refuses the name %j, which may lead out of the logdir",
    (name) => {
      expect(() => runFolder(root, "switch", name)).toThrow("expected the name of a folder");
    },
  );

  it("makes a folder's name of any model's name", () => {
    const folder = runFolder(root, "../a b/ω", undefined).create();
    expect(path.dirname(folder)).toBe(root);
    expect(path.basename(folder)).toBe("-a-b-ω-1");
  });

  it("refuses a logdir that is a file", () => {
    writeFileSync(path.join(root, "file"), "");
    expect(() => runFolder(path.join(root, "file"), "m", undefined)).toThrow(
      "is a file, expected a folder",
    );
  });
});
