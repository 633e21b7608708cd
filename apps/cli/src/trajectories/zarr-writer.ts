import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Span, type TrajectorySource, type Values, valuesOf } from "./source.ts";
import {
  type ArrayDescription,
  arrayMetadata,
  encodeStrings,
  groupMetadata,
  type Metadata,
} from "./zarr-metadata.ts";

// Own code, as zarrita (0.7) writes neither strings nor the codecs that version 3 requires.

/** What is told of the trajectories beside their values. */
export interface StoreDescription {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly timeUnit: string | undefined;
  readonly units: Readonly<Record<string, string>>;
}

/** Paths in a chunk, and values in a chunk (16 MB of float32): few files, little memory. */
const CHUNK_PATHS = 8192;
const CHUNK_VALUES = 2 ** 22;

/**
 * Writes trajectories as a Zarr v3 store with the array `trajectories` [time, path, species] and its
 * coordinates, chunk by chunk.
 *
 * The metadata come last, so that a store that opens is whole; when aborted, nothing is left.
 *
 * @returns whether it was written, as against aborted.
 */
export async function writeZarr(
  folder: string,
  source: TrajectorySource,
  description: StoreDescription,
  signal?: AbortSignal,
): Promise<boolean> {
  const chunkShape = chunkShapeFor(source);
  await mkdir(folder);
  try {
    if (!(await writeChunks(path.join(folder, "trajectories"), source, chunkShape, signal))) {
      await rm(folder, { recursive: true, force: true });
      return false;
    }
    await writeCoordinates(folder, source);
    await writeMetadata(folder, source, description, chunkShape);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return true;
}

type Shape3 = readonly [times: number, paths: number, species: number];

function chunkShapeFor({ times, paths, species }: TrajectorySource): Shape3 {
  const width = Math.max(1, Math.min(paths.length, CHUNK_PATHS));
  const height = Math.floor(CHUNK_VALUES / (width * Math.max(1, species.length)));
  return [Math.max(1, Math.min(times.length, height)), width, Math.max(1, species.length)];
}

async function writeChunks(
  folder: string,
  source: TrajectorySource,
  shape: Shape3,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const [height, width] = shape;
  for (const [i, times] of spans(source.times.length, height).entries()) {
    await mkdir(path.join(folder, "c", String(i)), { recursive: true });
    for (const [j, paths] of spans(source.paths.length, width).entries()) {
      if (signal?.aborted) return false;
      const block = await source.read({ times, paths });
      await mkdir(path.join(folder, "c", String(i), String(j)));
      await writeFile(
        path.join(folder, "c", String(i), String(j), "0"),
        bytes(padded(block, times, paths, shape)),
      );
    }
  }
  return true;
}

/** Every chunk has the full shape, the last ones too: what is beyond the array is NaN. */
function padded(block: Values, times: Span, paths: Span, [height, width, count]: Shape3): Values {
  if (block.length === height * width * count) return block;
  const chunk = valuesOf(
    block instanceof Float32Array ? "float32" : "float64",
    height * width * count,
  );
  chunk.fill(Number.NaN);
  const row = (paths.to - paths.from) * count;
  for (let k = 0; k < times.to - times.from; k++) {
    chunk.set(block.subarray(k * row, (k + 1) * row), k * width * count);
  }
  return chunk;
}

function spans(length: number, size: number): Span[] {
  return Array.from({ length: Math.ceil(length / size) }, (_, i) => ({
    from: i * size,
    to: Math.min(length, (i + 1) * size),
  }));
}

async function writeCoordinates(
  folder: string,
  { times, paths, species }: TrajectorySource,
): Promise<void> {
  await writeOnlyChunk(path.join(folder, "time"), bytes(times));
  await writeOnlyChunk(path.join(folder, "path"), bytes(BigInt64Array.from(paths, BigInt)));
  await writeOnlyChunk(path.join(folder, "species"), encodeStrings(species));
}

async function writeOnlyChunk(folder: string, content: Uint8Array): Promise<void> {
  await mkdir(path.join(folder, "c"), { recursive: true });
  await writeFile(path.join(folder, "c", "0"), content);
}

async function writeMetadata(
  folder: string,
  { times, paths, species, dtype }: TrajectorySource,
  { attributes, timeUnit, units }: StoreDescription,
  chunkShape: Shape3,
): Promise<void> {
  const line = (
    dataType: ArrayDescription["dataType"],
    name: string,
    length: number,
    about: object,
  ): Metadata =>
    arrayMetadata({
      shape: [length],
      chunkShape: [length],
      dataType,
      dimensions: [name],
      attributes: { ...about },
    });
  const arrays: Readonly<Record<string, Metadata>> = {
    trajectories: arrayMetadata({
      shape: [times.length, paths.length, species.length],
      chunkShape,
      dataType: dtype,
      dimensions: ["time", "path", "species"],
      attributes: {
        long_name: "state",
        ...(Object.keys(units).length > 0 ? { species_units: units } : {}),
      },
    }),
    // `unit`, not CF's `units`: xarray would decode "s" as a time span and refuse "generations".
    time: line("float64", "time", times.length, {
      long_name: "time",
      ...(timeUnit ? { unit: timeUnit } : {}),
    }),
    path: line("int64", "path", paths.length, { long_name: "index of the path" }),
    species: line("string", "species", species.length, { long_name: "species" }),
  };
  for (const [name, metadata] of Object.entries(arrays)) {
    await writeFile(path.join(folder, name, "zarr.json"), json(metadata));
  }
  await writeFile(path.join(folder, "zarr.json"), json(groupMetadata(attributes, arrays)));
}

function bytes(values: Values | BigInt64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
