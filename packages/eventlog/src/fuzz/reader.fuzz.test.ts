import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LogCollection } from "../log/log-collection.ts";
import { parseRecords } from "../read/parse-records.ts";
import { RecordReader } from "../read/record-reader.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { verifyEventFile } from "../verify/verify-event-file.ts";
import { intactRanges, type Mutated, mutate, mutation, type Range } from "./fixtures/mutation.ts";

const FIXTURES = path.resolve(import.meta.dirname, "../../fixtures");
const RUNS = 200;

interface Original {
  readonly bytes: Uint8Array;
  readonly ranges: readonly Range[];
  readonly payloads: ReadonlySet<string>;
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

const files: readonly [name: string, original: Original][] = [
  "tensorflow2",
  "tensorflow1",
  "tensorboardx",
].map((name) => {
  const folder = path.join(FIXTURES, name);
  const bytes = new Uint8Array(readFileSync(path.join(folder, readdirSync(folder)[0] ?? "")));
  const { records } = parseRecords(bytes, 0, bytes.length);
  return [
    name,
    {
      bytes,
      ranges: records.map(({ offset, length }) => [offset, offset + length + 16] as const),
      payloads: new Set(records.map(({ data }) => text(data))),
    },
  ];
});

/** A source that refuses to be asked for more than a reader of bounded memory needs. */
function boundedSource({ bytes }: Mutated): ByteSource {
  const file = Uint8Array.from(bytes);
  return {
    size: async () => file.length,
    async read(offset, length) {
      expect(length).toBeLessThanOrEqual(2 ** 20);
      return file.subarray(offset, offset + length);
    },
  };
}

interface Found {
  readonly range: Range;
  readonly payload: string;
}

async function read(source: ByteSource, looks: readonly boolean[]): Promise<readonly Found[]> {
  const reader = new RecordReader(source);
  const found: Found[] = [];
  for (const finished of looks) {
    for await (const { records } of reader.read({ finished })) {
      for (const { offset, length, data } of records) {
        found.push({ range: [offset, offset + length + 16], payload: text(data) });
      }
    }
  }
  return found;
}

const overlap = (a: Range, b: Range) => a[0] < b[1] && b[0] < a[1];

describe.each(files)("a damaged copy of what %s wrote", (_, original) => {
  const check = (property: (copy: Mutated) => Promise<void>) =>
    fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 6 }), (mutations) =>
        property(mutate(original.bytes, mutations)),
      ),
      { numRuns: RUNS, interruptAfterTimeLimit: 15_000 },
    );

  it("gives every record whose bytes are intact, and none that nobody wrote", async () => {
    await check(async (copy) => {
      const found = await read(boundedSource(copy), [true]);
      const starts = new Set(found.map(({ range: [start] }) => start));
      const missed = intactRanges(copy, original.ranges).filter(([start]) => !starts.has(start));
      // Where a record lost its last byte and the next one's first happens to be the same, either may have it.
      const lost = missed.filter((range) => !found.some((other) => overlap(range, other.range)));
      expect(lost).toEqual([]);
      expect(found.filter(({ payload }) => !original.payloads.has(payload))).toEqual([]);
    });
  });

  it("gives the same to one who follows it, once it has stopped growing", async () => {
    await check(async (copy) => {
      const once = await read(boundedSource(copy), [true]);
      expect(await read(boundedSource(copy), [false, false])).toEqual(once);
    });
  });

  it("throws nothing at an index, nor at one who asks it for all it has, nor at verify", async () => {
    await check(async (copy) => {
      const collection = new LogCollection();
      const source = boundedSource(copy);
      await collection.update([{ path: "events.out.tfevents.1.a", source }], { finished: true });
      const run = collection.runs.get(".");
      for (const { plugin, tag } of run?.tags() ?? []) await run?.values(plugin, tag);
      await run?.hparams();
      await verifyEventFile({ path: "a", source });
    });
  });
});
