import { newKernelCode } from "../compile/kernel-code.ts";
import type { ScratchLayout } from "../compile/kernel-layout.ts";
import { planKernel } from "../compile/kernel-plan.ts";
import type { LaneType } from "../compile/lanes.ts";
import type { PoolEntry } from "../compile/pool.ts";
import { ModuleBuilder } from "../compile/wasm/module.ts";
import type { Graph } from "../graph/graph.ts";
import { type BenchLayout, fillBench, layoutBench } from "./bench-layout.ts";
import type { Workload } from "./workload.ts";

/** Does a workload some times to the same tile. */
export type Repeat = (repeats: number) => void;

/** Bytes for constants: far more than all functions of the op table together need. */
const POOL_BYTES = 2 ** 16;
const PAGE = 65_536;

/** Compiles workloads into one module, over memory of their own, and gives each as a function. */
export function compileBench(
  graph: Graph,
  type: LaneType,
  fma: boolean,
  workloadsOf: (scratch: ScratchLayout) => readonly Workload[],
): Map<string, Repeat> {
  const kernel = newKernelCode(planKernel(graph), type, fma);
  const { scratch } = kernel;
  const layout = layoutBench(scratch, kernel.lanes, POOL_BYTES);
  const module = new ModuleBuilder(false);
  const keys = workloadsOf(scratch).map((workload, i) => {
    module.export(`w${i}`, module.add(workload.emit({ kernel, layout, module })));
    return workload.key;
  });
  const pages = Math.ceil(layout.bytes / PAGE);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  fillBench(memory.buffer, layout, scratch, kernel.lanes);
  fillPool(memory.buffer, layout, kernel.pool.entries);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module.encode()), {
    env: { memory },
  });
  return new Map(keys.map((key, i) => [key, repeating(instance.exports[`w${i}`], layout)]));
}

function repeating(exported: unknown, { context }: BenchLayout): Repeat {
  if (typeof exported !== "function") throw new Error("the bench lacks one of its functions");
  return (repeats) => void exported(context, repeats);
}

function fillPool(buffer: ArrayBuffer, { pool }: BenchLayout, entries: readonly PoolEntry[]): void {
  const view = new DataView(buffer);
  entries.forEach((entry, i) => {
    const at = pool + 8 * i;
    if (entry.kind === "int64") view.setBigInt64(at, entry.value, true);
    else if (entry.kind === "int32") view.setInt32(at, entry.value, true);
    else if (entry.kind === "float32") view.setFloat32(at, entry.value, true);
    else if (entry.kind === "float64") view.setFloat64(at, entry.value, true);
    else throw new Error("the bench has no values of a run");
  });
}
