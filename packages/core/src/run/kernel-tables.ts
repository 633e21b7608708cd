import { POISSON, SCALES } from "../compile/context.ts";
import type { KernelLayout } from "../compile/kernel-layout.ts";
import type { PoolEntry } from "../compile/pool.ts";
import type { Node } from "../graph/node.ts";
import { poissonTable } from "../noise/poisson.ts";
import type { Range } from "../summary/bins.ts";
import type { Binning } from "../summary/ranges.ts";
import { type Headroom, sumScale } from "../summary/scale.ts";
import { type KernelMemory, POISSON_ENTRIES } from "./kernel-memory.ts";
import { floatsAt, type MemoryViews } from "./memory-views.ts";
import type { ScalarValue } from "./scalar-values.ts";

/** Writes the numbers that are the same for all paths of a sweep point. */
export function fillTables(
  views: MemoryViews,
  layout: KernelLayout,
  memory: KernelMemory,
  scalarOf: (node: Node) => ScalarValue,
): void {
  const view = new DataView(views.buffer);
  layout.pool.forEach((entry, i) => {
    writePoolEntry(view, memory.pool + 8 * i, entry, scalarOf);
  });
  fillRows(views, memory.stepTable, layout.stepRow, memory.steps, scalarOf);
  fillRows(views, memory.timeTable, layout.timeRow, memory.times, scalarOf);
  fillPoissonTables(views, layout, memory, scalarOf);
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
  views: MemoryViews,
  at: number,
  nodes: readonly Node[],
  length: number,
  scalarOf: (node: Node) => ScalarValue,
): void {
  const width = nodes.length;
  const table = floatsAt(views, at, length * width);
  for (const [c, node] of nodes.entries()) {
    const column = scalarOf(node);
    for (let k = 0; k < length; k++) {
      table[k * width + c] = typeof column === "number" ? column : (column[k] ?? 0);
    }
  }
}

/** Writes the tables of Poisson laws: one record a source, then its thresholds. */
function fillPoissonTables(
  { buffer, words, doubles }: MemoryViews,
  { poissons }: KernelLayout,
  memory: KernelMemory,
  scalarOf: (node: Node) => ScalarValue,
): void {
  poissons.forEach(({ inputs: [rate] }, i) => {
    const { first, thresholds } = poissonTable(rate ? Number(scalarOf(rate)) : Number.NaN);
    const address = memory.poissonThresholds[i] ?? 0;
    new Uint32Array(buffer, address, POISSON_ENTRIES).set(thresholds);
    const record = memory.poisson + i * POISSON.bytes;
    words[(record + POISSON.thresholds) / 4] = address;
    words[(record + POISSON.length) / 4] = thresholds.length;
    doubles[(record + POISSON.first) / 8] = first;
  });
}

/** Writes records of scales for the pilot: plain sums, of which only the extremes are read. */
export function fillPilotScales({ doubles }: MemoryViews, memory: KernelMemory): void {
  const first = memory.scaleTable / 8;
  const size = SCALES.bytes / 8;
  doubles.fill(0, first, first + memory.records * size);
  for (let record = 0; record < memory.records; record++) {
    const limit = first + record * size + SCALES.limit / 8;
    doubles.fill(Number.MAX_VALUE, limit, limit + 2);
  }
}

/** Writes the records of shifts, bins and scales: one a logged time and series. */
export function fillScales(
  { doubles }: MemoryViews,
  memory: KernelMemory,
  binnings: readonly Binning[],
  ranges: readonly Range[],
  headroom: Headroom,
): void {
  for (let i = 0; i < binnings.length; i++) {
    const binning = binnings[i];
    if (!binning) continue;
    const { bins, shift } = binning;
    const at = (memory.scaleTable + i * SCALES.bytes) / 8;
    doubles[at + SCALES.shift / 8] = shift;
    doubles[at + SCALES.inverseWidth / 8] = 1 / bins.width;
    doubles[at + SCALES.offset / 8] = bins.low / bins.width - 1;
    const { rounding, limit } = sumScale(ranges[i] ?? [0, 0], shift, headroom);
    doubles.set(rounding.flat(), at + SCALES.rounding / 8);
    doubles.set(limit, at + SCALES.limit / 8);
  }
}
