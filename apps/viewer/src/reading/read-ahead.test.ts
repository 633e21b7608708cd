import type { ByteSource } from "@driftgraph/eventlog";
import { describe, expect, it } from "vitest";
import { readAhead } from "./read-ahead.ts";

const MB = 2 ** 20;

/** A file whose bytes tell in which megabyte they are, and what was asked of it. */
function source(size: number) {
  const asked: (readonly [offset: number, length: number])[] = [];
  const state = { size, file: "a", version: "1" };
  const bytes: ByteSource = {
    state: async () => ({ ...state }),
    size: async () => state.size,
    read: async (offset, length) => {
      asked.push([offset, length]);
      const found = new Uint8Array(Math.min(size - offset, length));
      for (let i = 0; i < found.length; i += MB) found.fill((offset + i) / MB, i, i + MB);
      return found;
    },
  };
  return { bytes, asked, state };
}

describe("readAhead", () => {
  it("gives a file's bytes piece by piece, asked for in blocks, each once and in order", async () => {
    const { bytes, asked } = source(9 * MB + 7);
    const ahead = readAhead(bytes);
    const size = await ahead.size();
    for (let offset = 0; offset < size; offset += MB) {
      const length = Math.min(MB, size - offset);
      const piece = await ahead.read(offset, length);
      expect(piece).toHaveLength(length);
      expect([piece[0], piece.at(-1)]).toEqual([offset / MB, offset / MB]);
    }
    expect(asked).toEqual([
      [0, 4 * MB],
      [4 * MB, 4 * MB],
      [8 * MB, MB + 7],
    ]);
  });

  it("asks for the next block before the last is used up", async () => {
    const { bytes, asked } = source(12 * MB);
    const ahead = readAhead(bytes);
    await ahead.size();
    await ahead.read(0, MB);
    expect(asked).toEqual([
      [0, 4 * MB],
      [4 * MB, 4 * MB],
    ]);
  });

  it("holds three blocks at most: what was passed long ago is asked for again", async () => {
    const { bytes, asked } = source(20 * MB);
    const ahead = readAhead(bytes);
    await ahead.size();
    for (let offset = 0; offset < 20 * MB; offset += MB) await ahead.read(offset, MB);
    const before = asked.length;
    await ahead.read(0, MB);
    expect(asked.length).toBeGreaterThan(before);
    await ahead.close?.();
    await ahead.read(19 * MB, MB);
    expect(asked.filter(([offset]) => offset >= 16 * MB).length).toBeGreaterThan(1);
  });

  it("asks for small pieces here and there just as they are", async () => {
    const { bytes, asked } = source(20 * MB);
    const ahead = readAhead(bytes);
    await ahead.size();
    expect(await ahead.read(10 * MB, 100)).toHaveLength(100);
    expect(asked).toEqual([[10 * MB, 100]]);
  });

  it("forgets what it read of a file that is another now", async () => {
    const { bytes, asked, state } = source(4 * MB);
    const ahead = readAhead(bytes);
    await ahead.size();
    await ahead.read(0, MB);
    state.version = "2";
    await ahead.size();
    await ahead.read(0, MB);
    expect(asked).toEqual([
      [0, 4 * MB],
      [0, 4 * MB],
    ]);
  });
});
