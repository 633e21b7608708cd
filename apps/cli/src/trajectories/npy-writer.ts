import { open } from "node:fs/promises";
import type { TrajectorySource } from "./source.ts";

/** Values that are in memory at once. */
const BLOCK_VALUES = 2 ** 22;
const ALIGNMENT = 64;

/** Writes trajectories as one NumPy array [time, path, species], a few times at once. */
export async function writeNpy(file: string, source: TrajectorySource): Promise<void> {
  const { times, paths, species, dtype } = source;
  const height = Math.max(1, Math.floor(BLOCK_VALUES / Math.max(1, paths.length * species.length)));
  const handle = await open(file, "wx");
  try {
    await handle.writeFile(npyHeader([times.length, paths.length, species.length], dtype));
    for (let from = 0; from < times.length; from += height) {
      const span = { from, to: Math.min(times.length, from + height) };
      const values = await source.read({ times: span, paths: { from: 0, to: paths.length } });
      await handle.writeFile(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
  } finally {
    await handle.close();
  }
}

/** The header of version 1.0 of NumPy's format: a Python dictionary, padded to whole 64 bytes. */
export function npyHeader(shape: readonly number[], dtype: "float32" | "float64"): Uint8Array {
  const type = dtype === "float32" ? "<f4" : "<f8";
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(", ")},), }`;
  const magic = [0x93, ...new TextEncoder().encode("NUMPY"), 1, 0];
  const unpadded = magic.length + 2 + dictionary.length + 1;
  const padding = (ALIGNMENT - (unpadded % ALIGNMENT)) % ALIGNMENT;
  const text = new TextEncoder().encode(`${dictionary}${" ".repeat(padding)}\n`);
  return Uint8Array.of(...magic, text.length & 0xff, text.length >> 8, ...text);
}
