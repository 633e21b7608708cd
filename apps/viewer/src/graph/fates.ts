import type { Fate } from "./drawn-graph.ts";
import type { Op, OpGraph } from "./op-graph.ts";

/** What the optimizer did to each op of the built graph, by name. */
export function optimizerFates(
  becomes: Readonly<Record<string, string | null>>,
): Map<string, Fate> {
  const fates = new Map<string, Fate>();
  for (const [name, image] of Object.entries(becomes)) {
    fates.set(name, image === null ? "removed" : image === name ? "kept" : "replaced");
  }
  return fates;
}

/**
 * How the ops of a graph differ from those of another one, by name.
 *
 * @param side whether this graph is the one before or after: what only it has was removed, or added
 */
export function differenceFates(
  graph: OpGraph,
  other: OpGraph,
  side: "before" | "after",
): Map<string, Fate> {
  const fates = new Map<string, Fate>();
  for (const op of graph.ops) {
    const same = other.ops[other.byName.get(op.name) ?? -1];
    if (!same) fates.set(op.name, side === "before" ? "removed" : "added");
    else fates.set(op.name, isSame(graph, op, other, same) ? "kept" : "changed");
  }
  return fates;
}

function isSame(graph: OpGraph, a: Op, other: OpGraph, b: Op): boolean {
  const inputsOf = ({ ops }: OpGraph, { inputs }: Op): string =>
    inputs.map(({ from, port, kind }) => `${kind} ${ops[from]?.name}:${port}`).join("\n");
  if (a.op !== b.op || a.device !== b.device) return false;
  return inputsOf(graph, a) === inputsOf(other, b) && attributesOf(a) === attributesOf(b);
}

/** Shapes are those of a run's size, which is no change of its graph. */
const SHAPES = "_output_shapes";

/** An op's attributes, constants' values among them, as text to be compared. */
function attributesOf({ def: { attr = {} } }: Op): string {
  const entries = Object.entries(attr).filter(([name]) => name !== SHAPES);
  return JSON.stringify(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)),
    plainValue,
  );
}

function plainValue(_: string, value: unknown): unknown {
  if (typeof value === "bigint") return `${value}n`;
  // NaN and infinities would all be null.
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return [...bytesOf(value)];
  return value;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
