import { platform } from "#platform";
import { compileKernel, type KernelOptions } from "../compile/compile.ts";
import type { KernelLayout } from "../compile/kernel-layout.ts";
import type { Graph } from "../graph/graph.ts";

/** A kernel that the engine has compiled. */
export interface CompiledKernel {
  readonly module: WebAssembly.Module;
  readonly layout: KernelLayout;
  /** Milliseconds that the engine and we took; 0 for one that was known. */
  readonly compileTime: number;
}

// Graphs are immutable, and a prepared model keeps its graph: see preparedGraphs in prepare.ts.
const known = new WeakMap<Graph, Map<string, CompiledKernel>>();

/** The kernel of a graph, compiled once for each choice of options. */
export async function kernelOf(graph: Graph, options: KernelOptions): Promise<CompiledKernel> {
  const key = JSON.stringify(options);
  const found = known.get(graph)?.get(key);
  if (found) return { ...found, compileTime: 0 };
  const start = platform.now();
  const { module, layout } = compileKernel(graph, options);
  const kernel = { module: await WebAssembly.compile(module), layout };
  const compiled = { ...kernel, compileTime: platform.now() - start };
  known.set(graph, (known.get(graph) ?? new Map()).set(key, compiled));
  return compiled;
}
