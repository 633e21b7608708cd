import { POISSON, SCALES } from "../compile/context.ts";
import type { KernelLayout } from "../compile/kernel-layout.ts";
import type { PoolEntry } from "../compile/pool.ts";
import type { Node } from "../graph/node.ts";
import { poissonTable } from "../noise/poisson.ts";
import type { Binning } from "../summary/ranges.ts";
import type { SumScale } from "../summary/scale.ts";
import { type KernelMemory, POISSON_ENTRIES } from "./kernel-memory.ts";
import type { ScalarValue } from "./scalar-values.ts";

/** Writes the numbers that are the same for all paths of a sweep point. */
export function fillTables(
  buffer: ArrayBufferLike,
  layout: KernelLayout,
  memory: KernelMemory,
  scalarOf: (node: Node) => ScalarValue,
): void {
  const view = new DataView(buffer);
  layout.pool.forEach((entry, i) => {
    writePoolEntry(view, memory.pool + 8 * i, entry, scalarOf);
  });
  fillRows(buffer, memory.stepTable, layout.stepRow, memory.steps, layout, scalarOf);
  fillRows(buffer, memory.timeTable, layout.timeRow, memory.times, layout, scalarOf);
}

function writePoolEntry(
  view: DataView,
  at: number,
  entry: PoolEntry,
  scalarOf: (node: Node) => ScalarValue,
): void {
  if (entry.kind === "int64") view.setBigInt64(at, entry.value, true);
  else if (entry.kind === "int32") view.setInt32(at, entry.value, true);
  else {
    const type = entry.kind === "uniform" ? entry.type : entry.kind;
    const value = entry.kind === "uniform" ? Number(scalarOf(entry.node)) : entry.value;
    if (type === "float64") view.setFloat64(at, value, true);
    else view.setFloat32(at, value, true);
  }
}

/** Writes a table row by row: one value a node. */
function fillRows(
  buffer: ArrayBufferLike,
  at: number,
  nodes: readonly Node[],
  length: number,
  { dtype }: KernelLayout,
  scalarOf: (node: Node) => ScalarValue,
): void {
  const columns = nodes.map(scalarOf);
  const table = floats(buffer, dtype, at, length * nodes.length);
  columns.forEach((column, c) => {
    for (let k = 0; k < length; k++) {
      table[k * nodes.length + c] = typeof column === "number" ? column : (column[k] ?? 0);
    }
  });
}

/** A view of floats of the run's type. */
export function floats(
  buffer: ArrayBufferLike,
  dtype: KernelLayout["dtype"],
  at: number,
  length: number,
): Float32Array | Float64Array {
  return dtype === "float32"
    ? new Float32Array(buffer, at, length)
    : new Float64Array(buffer, at, length);
}

/** Writes the tables of Poisson laws: one record a source, then its thresholds. */
export function fillPoissonTables(
  buffer: ArrayBufferLike,
  { poissons }: KernelLayout,
  memory: KernelMemory,
  scalarOf: (node: Node) => ScalarValue,
): void {
  const view = new DataView(buffer);
  poissons.forEach(({ inputs: [rate] }, i) => {
    const { first, thresholds } = poissonTable(rate ? Number(scalarOf(rate)) : Number.NaN);
    const address = memory.poissonThresholds[i] ?? 0;
    new Uint32Array(buffer, address, POISSON_ENTRIES).set(thresholds);
    const record = memory.poisson + i * POISSON.bytes;
    view.setUint32(record + POISSON.thresholds, address, true);
    view.setUint32(record + POISSON.length, thresholds.length, true);
    view.setFloat64(record + POISSON.first, first, true);
  });
}

/** Writes the records of shifts, bins and scales: one a logged time and series. */
export function fillScales(
  buffer: ArrayBufferLike,
  memory: KernelMemory,
  records: readonly { readonly binning: Binning; readonly scale: SumScale }[],
): void {
  const view = new DataView(buffer);
  records.forEach(({ binning: { bins, shift }, scale }, i) => {
    const at = memory.scaleTable + i * SCALES.bytes;
    view.setFloat64(at + SCALES.shift, shift, true);
    view.setFloat64(at + SCALES.inverseWidth, 1 / bins.width, true);
    view.setFloat64(at + SCALES.offset, bins.low / bins.width - 1, true);
    scale.rounding.flat().forEach((constant, j) => {
      view.setFloat64(at + SCALES.rounding + 8 * j, constant, true);
    });
    scale.limit.forEach((limit, j) => {
      view.setFloat64(at + SCALES.limit + 8 * j, limit, true);
    });
  });
}
