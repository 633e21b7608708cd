import { describe, expect, it } from "vitest";
import { encodeRecord } from "../framing/record.ts";
import { bytesSource } from "../source/bytes-source.ts";
import type { LogProblem } from "./problem.ts";
import { RecordReader } from "./record-reader.ts";

const TEXT = new TextEncoder();

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function records(...texts: readonly string[]): Uint8Array {
  return concat(...texts.map((text) => encodeRecord(TEXT.encode(text))));
}

async function read(reader: RecordReader, finished = true) {
  const texts: string[] = [];
  const problems: LogProblem[] = [];
  for await (const batch of reader.read({ finished })) {
    texts.push(...batch.records.map(({ data }) => new TextDecoder().decode(data)));
    problems.push(...batch.problems);
  }
  return { texts, problems };
}

const readAll = (bytes: Uint8Array, longestRecord = 2 ** 28) =>
  read(new RecordReader(bytesSource(bytes), { longestRecord }));

function headerOf(length: bigint): Uint8Array {
  const header = encodeRecord(new Uint8Array(8));
  const claim = new Uint8Array(new BigUint64Array([length]).buffer);
  // A record whose payload is the claim has its checksum in the footer: the same CRC over the same bytes.
  const record = encodeRecord(claim);
  header.set(claim, 0);
  header.set(record.subarray(20, 24), 8);
  return header.subarray(0, 12);
}

describe("RecordReader", () => {
  it("gives the records of an intact file in order", async () => {
    expect(await readAll(records("one", "", "three"))).toEqual({
      texts: ["one", "", "three"],
      problems: [],
    });
  });

  it("gives whole records and one torn tail wherever a file is cut off", async () => {
    const bytes = records("alpha", "beta", "gamma");
    const ends = [0, 21, 41, 62];
    for (let length = 0; length <= bytes.length; length++) {
      const { texts, problems } = await readAll(bytes.subarray(0, length));
      const whole = ends.filter((end) => end <= length).length - 1;
      expect(texts).toEqual(["alpha", "beta", "gamma"].slice(0, whole));
      const torn = ends.includes(length) ? [] : ["torn-record"];
      expect(problems.map(({ code }) => code)).toEqual(torn);
    }
  });

  it("loses only the record of which a bit has flipped, wherever the bit is", async () => {
    const bytes = records("alpha", "beta", "gamma");
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const damaged = bytes.slice();
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const hit = bit < 21 * 8 ? "alpha" : bit < 41 * 8 ? "beta" : "gamma";
      const { texts, problems } = await readAll(damaged);
      expect(texts).toEqual(["alpha", "beta", "gamma"].filter((text) => text !== hit));
      expect(problems).toHaveLength(1);
      expect(problems[0]?.offset).toBe({ alpha: 0, beta: 21, gamma: 41 }[hit]);
    }
  });

  it("says where damage begins and where it goes on", async () => {
    const bytes = concat(records("first"), TEXT.encode("garbage!"), records("last"));
    expect((await readAll(bytes)).problems).toEqual([
      {
        code: "bad-length-checksum",
        offset: 21,
        bytes: 8,
        message:
          "the checksum of a record's length doesn't hold; " +
          "8 bytes were passed over, up to the intact record at byte 29",
      },
    ]);
  });

  it.each([40n, 31n, 63n])(
    "passes over a length of 2^%s whose checksum holds",
    async (exponent) => {
      const bytes = concat(records("first"), headerOf(2n ** exponent), records("last"));
      const { texts, problems } = await readAll(bytes);
      expect(texts).toEqual(["first", "last"]);
      expect(problems).toMatchObject([{ code: "record-too-long", offset: 21, bytes: 12 }]);
    },
  );

  it("finds the records after one that was torn in the middle of a file", async () => {
    const torn = records("a record that is long enough to swallow the next").subarray(0, 30);
    const { texts, problems } = await readAll(concat(torn, records("next")));
    expect(texts).toEqual(["next"]);
    expect(problems).toMatchObject([{ code: "torn-record", offset: 0, bytes: 30 }]);
  });

  it("passes over an intact record above the limit without looking for records in it", async () => {
    const nested = encodeRecord(records("nested", "nested"));
    const { texts, problems } = await readAll(concat(nested, records("next")), 30);
    expect(texts).toEqual(["next"]);
    expect(problems).toMatchObject([{ code: "record-too-long", offset: 0, bytes: nested.length }]);
  });

  it("takes linear time over a file of headers that each claim all that follows", async () => {
    const count = 20_000;
    const parts = Array.from({ length: count }, (_, i) => headerOf(BigInt(12 * (count - i) + 4)));
    const bytes = new Uint8Array(12 * count + 100);
    parts.forEach((part, i) => {
      bytes.set(part, 12 * i);
    });
    bytes.set(records("end"), 12 * count + 20);
    const start = performance.now();
    expect((await readAll(bytes)).texts).toEqual(["end"]);
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it("reads records that are longer than a chunk, before and after damage", async () => {
    const long = "x".repeat(3_000_000);
    const bytes = concat(encodeRecord(TEXT.encode(long)), Uint8Array.of(1, 2, 3));
    const file = new Uint8Array(2 * bytes.length);
    file.set(bytes);
    file.set(bytes, bytes.length);
    const { texts, problems } = await readAll(file);
    expect(texts.map((text) => text.length)).toEqual([long.length, long.length]);
    expect(problems).toHaveLength(2);
  });
});

describe("RecordReader on a growing file", () => {
  it("waits for the rest of a record, byte by byte", async () => {
    const bytes = records("alpha", "beta");
    let length = 0;
    const reader = new RecordReader({
      size: async () => length,
      read: async (offset, count) => bytes.subarray(offset, Math.min(offset + count, length)),
    });
    const seen: string[] = [];
    for (; length <= bytes.length; length++) {
      const { texts, problems } = await read(reader, false);
      expect(problems).toEqual([]);
      seen.push(...texts);
    }
    expect(seen).toEqual(["alpha", "beta"]);
    expect(reader.tail).toBeUndefined();
  });

  it("finds a record that is written after damage, byte by byte", async () => {
    const bytes = concat(
      records("alpha"),
      TEXT.encode("some twenty bytes of garbage"),
      records("beta"),
    );
    let length = 0;
    const reader = new RecordReader({
      size: async () => length,
      read: async (offset, count) => bytes.subarray(offset, Math.min(offset + count, length)),
    });
    const seen: string[] = [];
    const codes: string[] = [];
    for (; length <= bytes.length; length++) {
      const { texts, problems } = await read(reader, false);
      seen.push(...texts);
      codes.push(...problems.map(({ code }) => code));
    }
    expect(seen).toEqual(["alpha", "beta"]);
    expect(codes).toEqual(["bad-length-checksum"]);
  });

  it("takes a tail for torn when the file stopped growing and intact records stand in it", async () => {
    const torn = records("a record that is long enough to swallow the next").subarray(0, 30);
    const reader = new RecordReader(bytesSource(concat(torn, records("next"))));
    expect(await read(reader, false)).toEqual({ texts: [], problems: [] });
    expect(reader.tail).toEqual({ offset: 0, bytes: 50 });
    const { texts, problems } = await read(reader, false);
    expect(texts).toEqual(["next"]);
    expect(problems).toMatchObject([{ code: "torn-record" }]);
  });
});
