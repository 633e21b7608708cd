import type { Graph } from "../graph/graph.ts";
import { emitCopyPlane, emitSamples } from "./copies-code.ts";
import { emitAllFinite } from "./finite-code.ts";
import { emitHistogram } from "./histogram-code.ts";
import { emitActivate, emitInitialState, emitPoisson, emitUniforms } from "./initial-code.ts";
import { type KernelCode, newKernelCode } from "./kernel-code.ts";
import { fixedLayout, type KernelLayout } from "./kernel-layout.ts";
import { initialSources, planKernel } from "./kernel-plan.ts";
import type { LaneType } from "./lanes.ts";
import { emitLog, emitSummarize, type LogFunctions } from "./log-code.ts";
import { emitMoments, emitMomentsOfSome } from "./moments-code.ts";
import { emitNormals } from "./normals-code.ts";
import { emitPathPlanes, emitWords } from "./philox-code.ts";
import { emitBegin, emitRun, type RunFunctions } from "./run-code.ts";
import { emitObserve } from "./series-code.ts";
import { emitSegment } from "./step-code.ts";
import { ModuleBuilder } from "./wasm/module.ts";
import { emitWatch, emitWatchStart } from "./watch-code.ts";

/** How a kernel is compiled. Each choice changes results in the last digits, so a run records them. */
export interface KernelOptions {
  readonly dtype: LaneType;
  /** Contract a·b + c by relaxed SIMD, which the engine must have. */
  readonly fma: boolean;
  /** Import a shared memory, for threads. */
  readonly sharedMemory: boolean;
}

/** A compiled kernel. */
export interface Kernel {
  /**
   * A WebAssembly module that imports `env.memory` and exports `run(context, tile, firstStep, stepCount)`.
   */
  readonly module: Uint8Array<ArrayBuffer>;
  readonly layout: KernelLayout;
}

/**
 * Compiles a simulation's graph to a WebAssembly module for tiles of 256 paths.
 *
 * @throws DriftgraphError `invalid-graph` if the graph isn't a simulation's.
 */
export function compileKernel(graph: Graph, { dtype, fma, sharedMemory }: KernelOptions): Kernel {
  const plan = planKernel(graph);
  const kernel = newKernelCode(plan, dtype, fma);
  const builder = new ModuleBuilder(sharedMemory);
  const run = addFunctions(builder, kernel);
  builder.export("run", run);
  return {
    module: builder.encode(),
    layout: {
      ...fixedLayout(dtype),
      contextBytes: kernel.scratch.bytes,
      pool: kernel.pool.entries,
      stepRow: kernel.stepRow,
      timeRow: kernel.timeRow,
      series: plan.series.map(({ node }) => node),
      trajectories: plan.series.filter(({ trajectory }) => trajectory).map(({ node }) => node),
      masks: plan.masks.map(({ index }) => index),
      watches: plan.watches.map(({ output }) => output),
      poissons: kernel.poissons,
      scan: plan.scan,
    },
  };
}

/** Adds all functions of a kernel and returns the index of `run`. */
function addFunctions(builder: ModuleBuilder, kernel: KernelCode): number {
  const logging: LogFunctions = {
    observe: builder.add(emitObserve(kernel)),
    moments: builder.add(emitMoments(kernel)),
    momentsOfSome: builder.add(emitMomentsOfSome(kernel)),
    histogram: builder.add(emitHistogram(kernel, false)),
    histogramOfSome: builder.add(emitHistogram(kernel, true)),
    samples: builder.add(emitSamples(kernel)),
    copyPlane: builder.add(emitCopyPlane(kernel)),
  };
  const summarize = builder.add(emitSummarize(logging));
  const running: RunFunctions = {
    activate: builder.add(emitActivate(kernel)),
    pathPlanes: builder.add(emitPathPlanes(kernel)),
    words: builder.add(emitWords(kernel)),
    normals: builder.add(emitNormals(kernel)),
    uniforms: builder.add(emitUniforms(kernel)),
    poisson: builder.add(emitPoisson(kernel)),
    initialState: builder.add(emitInitialState(kernel, initialSources(kernel.plan))),
    steps: kernel.step.segments.map((segment) => builder.add(emitSegment(kernel, segment))),
    allFinite: builder.add(emitAllFinite(kernel)),
    ...(kernel.plan.watches.length > 0 && {
      watchStart: builder.add(emitWatchStart(kernel)),
      watch: builder.add(emitWatch(kernel)),
    }),
    // After all that adds columns to the rows of logged times, whose length it has in it.
    log: builder.add(emitLog(kernel, logging, summarize)),
  };
  const columns = kernel.timeRow.length;
  const begin = builder.add(emitBegin(kernel, running));
  const run = builder.add(emitRun(kernel, running, begin));
  if (kernel.timeRow.length > columns)
    throw new Error("the rows of logged times grew after their use");
  return run;
}
