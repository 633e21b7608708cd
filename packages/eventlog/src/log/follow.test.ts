import { appendFile, mkdtemp, rename, rm, truncate, unlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { summaryEvent } from "../event/summary-event.ts";
import { fileSource } from "../node/file-source.ts";
import { scalarValue } from "../summary/scalar.ts";
import { MemoryLog } from "../write/memory-log.ts";
import { EventFile } from "./event-file.ts";

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "eventlog-follow-"));
  file = path.join(folder, "events.out.tfevents.1.a");
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A log whose scalars `x` are `values`. */
function log(wallTime: number, values: readonly number[]): Uint8Array {
  const memory = new MemoryLog(wallTime);
  for (const [step, value] of values.entries()) {
    memory.write(summaryEvent({ wallTime, step }, scalarValue("x", value)));
  }
  return memory.bytes();
}

const valuesOf = (followed: EventFile) => [
  ...(followed.find("scalars", "x")?.scalars.values() ?? []),
];

describe("a file that is followed", () => {
  it("shows what was appended, and a torn record only once it is whole", async () => {
    const bytes = log(1, [5, 6, 7]);
    const cut = bytes.length - 10;
    await writeFile(file, bytes.subarray(0, cut));
    const followed = new EventFile("a", fileSource(file));
    expect(await followed.refresh()).toEqual({ changed: true });
    expect(valuesOf(followed)).toEqual([5, 6]);
    expect(followed.tail?.bytes).toBeGreaterThan(0);
    expect(await followed.refresh()).toEqual({ changed: false });
    await appendFile(file, bytes.subarray(cut));
    expect(await followed.refresh()).toEqual({ changed: true });
    expect(valuesOf(followed)).toEqual([5, 6, 7]);
    expect(followed.problems).toEqual([]);
  });

  it("is read anew when it was truncated, and followed again", async () => {
    await writeFile(file, log(1, [5, 6, 7]));
    const followed = new EventFile("a", fileSource(file));
    await followed.refresh();
    await truncate(file, log(1, [5]).length);
    expect(await followed.refresh()).toEqual({ changed: true, upheaval: "truncated" });
    expect(valuesOf(followed)).toEqual([5]);
    await appendFile(file, log(1, [5, 8]).subarray(log(1, [5]).length));
    expect(await followed.refresh()).toEqual({ changed: true });
    expect(valuesOf(followed)).toEqual([5, 8]);
  });

  it.each([
    ["shorter", [9]],
    ["as long", [1, 2, 3]],
    ["longer", [1, 2, 3, 4, 5]],
  ])("is read anew when it was rewritten and is then %s", async (_, values) => {
    await writeFile(file, log(1, [5, 6, 7]));
    const followed = new EventFile("a", fileSource(file));
    await followed.refresh();
    await writeFile(file, log(2, values));
    expect((await followed.refresh()).upheaval).toMatch(/truncated|rewritten/);
    expect(valuesOf(followed)).toEqual(values);
  });

  it("is read anew when another file took its place, even one that begins the same", async () => {
    await writeFile(file, log(1, [5, 6]));
    const followed = new EventFile("a", fileSource(file));
    await followed.refresh();
    await writeFile(`${file}.new`, log(1, [5, 6, 7]));
    await rename(`${file}.new`, file);
    expect(await followed.refresh()).toEqual({ changed: true, upheaval: "replaced" });
    expect(valuesOf(followed)).toEqual([5, 6, 7]);
  });

  it("keeps what it knows while the file can't be read, says so once, and goes on after", async () => {
    const bytes = log(1, [5, 6]);
    await writeFile(file, bytes);
    const followed = new EventFile("a", fileSource(file));
    await followed.refresh();
    await unlink(file);
    expect(await followed.refresh()).toEqual({ changed: true });
    expect(await followed.refresh()).toEqual({ changed: false });
    expect(valuesOf(followed)).toEqual([5, 6]);
    expect(followed.problems).toMatchObject([{ code: "unreadable" }]);
    await writeFile(file, log(3, [1]));
    expect((await followed.refresh()).changed).toBe(true);
    expect(followed.problems).toEqual([]);
    expect(valuesOf(followed)).toEqual([1]);
  });
});
