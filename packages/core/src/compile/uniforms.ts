import type { Node } from "../graph/node.ts";
import type { KernelCode } from "./kernel-code.ts";
import { UniformClasses } from "./uniform-class.ts";
import type { Vector, VectorCode } from "./vector-code.ts";

/** Loads values that are the same for all paths, from the pool or from the row of a step or logged time. */
export function uniformLoader(
  v: VectorCode,
  kernel: KernelCode,
  row: number | undefined,
): (node: Node) => Vector {
  const classes = new UniformClasses(kernel.plan.scan);
  const floatOf = (node: Node): Vector => {
    if (node.op === "constant") return v.float(node.attributes.value);
    const kind = classes.classOf(node);
    if (kind === "run") return v.splat(kernel.pool.uniform(node, v.lanes.type), v.lanes.loadSplat);
    if (row === undefined) throw new Error(`a value for each ${kind} was used outside of its loop`);
    const offset =
      columnOf(kind === "step" ? kernel.stepRow : kernel.timeRow, node) * v.lanes.bytes;
    return v.preload(`${kind} ${offset}`, () => {
      v.body.prologue.get(row);
      v.body.prologue.simdMemory(v.lanes.loadSplat, 2, offset);
    });
  };
  // The host writes truth values as 1 and 0; vector code wants all bits or none.
  return (node) =>
    node.type === "float" ? floatOf(node) : v.apply(v.lanes.ne, floatOf(node), v.float(0));
}

/** The column of a node in a table's row, added if it has none yet. */
function columnOf(row: Node[], node: Node): number {
  const known = row.indexOf(node);
  return known < 0 ? row.push(node) - 1 : known;
}
