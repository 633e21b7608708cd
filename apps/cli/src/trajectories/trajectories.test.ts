import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { npyHeader, writeNpy } from "./npy-writer.ts";
import { pathTrajectories, type TrajectorySource } from "./source.ts";
import { encodeStrings } from "./zarr-metadata.ts";
import { openTrajectories } from "./zarr-reader.ts";
import { writeZarr } from "./zarr-writer.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "driftgraph-zarr-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const NO_UNITS = { attributes: {}, timeUnit: undefined, units: {} };

/** Values that tell where they belong: 10000 × time + path + species / 10. */
function counting(
  times: number,
  paths: number,
  dtype: TrajectorySource["dtype"] = "float64",
): TrajectorySource {
  const species = ["x", "ω"];
  const values = species.map((_, s) =>
    Array.from({ length: paths }, (_p, i) =>
      Float64Array.from({ length: times }, (_t, k) => 10_000 * k + i + s / 10),
    ),
  );
  const source = pathTrajectories(
    {
      times: Float64Array.from({ length: times }, (_, k) => k / 10),
      paths: Float64Array.from({ length: paths }, (_, i) => 5 + i),
      species,
    },
    values,
  );
  return dtype === "float64"
    ? source
    : { ...source, dtype, read: async (block) => Float32Array.from(await source.read(block)) };
}

describe("writeZarr and openTrajectories", () => {
  it("keeps values and coordinates over several chunks, the last of them partial", async () => {
    const source = counting(3, 20_000, "float32");
    const store = path.join(folder, "chunks.zarr");
    expect(await writeZarr(store, source, NO_UNITS)).toBe(true);
    const opened = await openTrajectories(store);
    expect(opened.species).toEqual(["x", "ω"]);
    expect([...opened.times]).toEqual([0, 0.1, 0.2]);
    expect([opened.paths[0], opened.paths.at(-1)]).toEqual([5, 20_004]);
    const block = { times: { from: 1, to: 3 }, paths: { from: 8190, to: 16_400 } };
    expect(await opened.read(block)).toEqual(await source.read(block));
  });

  it("leaves nothing when aborted", async () => {
    const store = path.join(folder, "aborted.zarr");
    expect(await writeZarr(store, counting(2, 10), NO_UNITS, AbortSignal.abort())).toBe(false);
    await expect(stat(store)).rejects.toThrow("ENOENT");
  });

  it("leaves nothing when reading fails", async () => {
    const store = path.join(folder, "failed.zarr");
    const source = { ...counting(2, 10), read: () => Promise.reject(new Error("lost")) };
    await expect(writeZarr(store, source, NO_UNITS)).rejects.toThrow("lost");
    await expect(stat(store)).rejects.toThrow("ENOENT");
  });

  it("never overwrites a store", async () => {
    const store = path.join(folder, "twice.zarr");
    await writeZarr(store, counting(1, 1), NO_UNITS);
    await expect(writeZarr(store, counting(1, 1), NO_UNITS)).rejects.toThrow("EEXIST");
    expect((await openTrajectories(store)).times).toHaveLength(1);
  });
});

describe("encodeStrings", () => {
  it("writes the number of strings, and each with its length in bytes", () => {
    expect([...encodeStrings(["a", "ω"])]).toEqual([
      2, 0, 0, 0, 1, 0, 0, 0, 97, 2, 0, 0, 0, 0xcf, 0x89,
    ]);
  });
});

describe("writeNpy", () => {
  it("writes a header of whole 64 bytes that names type and shape", () => {
    const header = npyHeader([91, 36_000, 2], "float32");
    expect(header.length % 64).toBe(0);
    const text = new TextDecoder("latin1").decode(header);
    expect(text.slice(10).trimEnd()).toBe(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (91, 36000, 2,), }",
    );
    expect(header[8]).toBe(header.length - 10);
  });

  it("writes the values in [time, path, species] order behind it", async () => {
    const file = path.join(folder, "a.npy");
    await writeNpy(file, counting(2, 3));
    const content = await readFile(file);
    const values = new Float64Array(
      new Uint8Array(content.subarray(content.length - 2 * 3 * 2 * 8)).buffer,
    );
    expect([...values]).toEqual([
      0, 0.1, 1, 1.1, 2, 2.1, 10_000, 10_000.1, 10_001, 10_001.1, 10_002, 10_002.1,
    ]);
  });
});
