import { readFile } from "node:fs/promises";
import path from "node:path";
import { UsageError } from "../arguments/usage-error.ts";
import { type Block, type TrajectorySource, type Values, valuesOf } from "./source.ts";

/**
 * Opens a store of trajectories that `writeZarr` wrote.
 *
 * @throws UsageError if it is no such store.
 */
export async function openTrajectories(folder: string): Promise<TrajectorySource> {
  const meta = await readArrayMetadata(path.join(folder, "trajectories", "zarr.json"));
  const [timeCount = 0, pathCount = 0, count = 0] = meta.shape;
  const times = numbers(
    await readFile(path.join(folder, "time", "c", "0")),
    timeCount,
    Float64Array,
  );
  const paths = numbers(
    await readFile(path.join(folder, "path", "c", "0")),
    pathCount,
    BigInt64Array,
  );
  const species = decodeStrings(await readFile(path.join(folder, "species", "c", "0")));
  return {
    times,
    paths: Float64Array.from(paths, Number),
    species,
    dtype: meta.dtype,
    read: (block) => readBlock(path.join(folder, "trajectories"), meta, block, count),
  };
}

interface ArrayMetadata {
  readonly shape: readonly number[];
  readonly chunk: readonly number[];
  readonly dtype: "float32" | "float64";
}

async function readArrayMetadata(file: string): Promise<ArrayMetadata> {
  const parsed: unknown = JSON.parse(await readFile(file, "utf8"));
  const shape = member(parsed, "shape");
  const chunk = member(member(member(parsed, "chunk_grid"), "configuration"), "chunk_shape");
  const dtype = member(parsed, "data_type");
  if (isSizes(shape) && isSizes(chunk) && (dtype === "float32" || dtype === "float64"))
    return { shape, chunk, dtype };
  throw new UsageError(`${file} is not the metadata of trajectories that driftgraph wrote`);
}

/** Copies what the block covers of each chunk; chunks always hold all species. */
async function readBlock(
  folder: string,
  meta: ArrayMetadata,
  block: Block,
  count: number,
): Promise<Values> {
  const [height = 1, width = 1] = meta.chunk;
  const { times, paths } = block;
  const row = paths.to - paths.from;
  const values = valuesOf(meta.dtype, (times.to - times.from) * row * count);
  for (let i = Math.floor(times.from / height); i * height < times.to; i++) {
    for (let j = Math.floor(paths.from / width); j * width < paths.to; j++) {
      const file = path.join(folder, "c", String(i), String(j), "0");
      const chunk = asValues(await readFile(file), height * width * count, meta.dtype);
      const first = Math.max(paths.from, j * width);
      const last = Math.min(paths.to, (j + 1) * width);
      for (
        let k = Math.max(times.from, i * height);
        k < Math.min(times.to, (i + 1) * height);
        k++
      ) {
        const from = ((k - i * height) * width + (first - j * width)) * count;
        const part = chunk.subarray(from, from + (last - first) * count);
        values.set(part, ((k - times.from) * row + (first - paths.from)) * count);
      }
    }
  }
  return values;
}

function asValues(content: Buffer, length: number, dtype: ArrayMetadata["dtype"]): Values {
  return dtype === "float32"
    ? numbers(content, length, Float32Array)
    : numbers(content, length, Float64Array);
}

interface NumberArray<T> {
  new (buffer: ArrayBuffer): T;
  readonly BYTES_PER_ELEMENT: number;
}

function numbers<T>(content: Buffer, length: number, Kind: NumberArray<T>): T {
  if (content.length !== length * Kind.BYTES_PER_ELEMENT) {
    throw new UsageError(
      `a chunk holds ${content.length} bytes, expected ${length * Kind.BYTES_PER_ELEMENT}: damaged`,
    );
  }
  // A copy, as a Buffer from the pool needn't be aligned.
  return new Kind(new Uint8Array(content).buffer);
}

function decodeStrings(content: Buffer): string[] {
  const texts: string[] = [];
  const count = content.readUInt32LE(0);
  let at = 4;
  for (let i = 0; i < count; i++) {
    const length = content.readUInt32LE(at);
    texts.push(content.toString("utf8", at + 4, at + 4 + length));
    at += 4 + length;
  }
  return texts;
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function isSizes(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.length === 3 &&
    value.every((size) => Number.isSafeInteger(size) && size > 0)
  );
}
