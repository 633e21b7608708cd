import { TILE } from "../compile/context.ts";
import type { Node } from "../graph/node.ts";
import type { Run, Timings } from "../run/run.ts";
import { compileBench } from "./bench.ts";
import { FLOPS } from "./flops.ts";
import { computeOnHost, HOST, hostNodes } from "./host-scalars.ts";
import { measure } from "./measure.ts";
import {
  hostWorks,
  type KernelWork,
  kernelWorks,
  type NodeWork,
  type RunSize,
} from "./node-work.ts";
import { EMPTY_LOOP, type Workload } from "./workload.ts";

/** What one op of the optimized graph costs when it is run by itself, for the whole run. */
export interface OpCost {
  readonly node: Node;
  /**
   * What was timed, such as `mul(path, uniform)`; equal ones are timed once. `host`: the same for all
   * paths, so computed once; these are timed together. Undefined: not timed.
   */
  readonly kind: string | undefined;
  /** How often it is done: for a tile of 256 paths each time, or for one number on the host. */
  readonly calls: number;
  /** Microseconds on one thread, measured for one call, times the calls; undefined if it isn't timed. */
  readonly selfTime: number | undefined;
  /** Bytes read and written if nothing is fused. */
  readonly bytes: number;
  /** By convention, not counted; see `FLOPS`. */
  readonly flops: number;
}

/** One phase of a run, in milliseconds. */
export interface Phase {
  readonly name: keyof Timings;
  readonly time: number;
}

/** The fused kernel against its ops one by one. */
export interface KernelCost {
  /** Milliseconds of the phase `run`, by the clock. */
  readonly time: number;
  readonly threads: number;
  /** Milliseconds of all ops by themselves, on one thread. */
  readonly sumOfOps: number;
  /** How many times more the ops take by themselves than the kernel, on as many threads. */
  readonly gain: number;
}

/** What a run cost, op by op, phase by phase, and as a whole. */
export interface Profile {
  readonly ops: readonly OpCost[];
  readonly phases: readonly Phase[];
  /** Undefined where no kernel ran: with the interpreter. */
  readonly kernel: KernelCost | undefined;
  /** Milliseconds that it took to make this profile. */
  readonly cost: number;
  /** How numbers were found where that differs from the kernels' way, in words. */
  readonly methods?: Readonly<Partial<Record<"selfTime" | "gain", string>>>;
}

/** By what clock to profile, and how long. */
export interface ProfileOptions {
  /** Milliseconds from some origin. */
  readonly now: () => number;
  /** Milliseconds that the profile may take, about; 10 if not given. */
  readonly budget?: number;
}

const DEFAULT_BUDGET = 10;

/**
 * Profiles a run: every op of its optimized graph is timed for real, by itself, on a tile of 256
 * paths, with the kernel's own vector code.
 */
export function profileRun(run: Run, { now, budget = DEFAULT_BUDGET }: ProfileOptions): Profile {
  const start = now();
  const ops = run.plan.backend === "wasm" ? opCosts(run, now, budget) : [];
  return {
    ops,
    phases: profilePhases(run),
    kernel: ops.length > 0 && run.timings.run > 0 ? kernelCost(run, ops) : undefined,
    cost: now() - start,
  };
}

/** The time of each phase of a run. */
export function profilePhases({ timings }: Run): Phase[] {
  return PHASES.map((name) => ({ name, time: timings[name] }));
}

const PHASES: readonly (keyof Timings)[] = [
  "build",
  "optimize",
  "compile",
  "instantiate",
  "pilot",
  "run",
  "summarize",
];

/** Share of a run's time that its profile may take, if nobody asked for one. */
const SHARE = 0.1;
/** Milliseconds below which timings say little. */
const LEAST_BUDGET = 2;

/** The budget for a profile that costs under 10 % of the run; undefined if that is too little to measure. */
export function profileBudget(timings: Timings): number | undefined {
  const total = PHASES.reduce((sum, name) => sum + timings[name], 0);
  const budget = Math.min(DEFAULT_BUDGET, SHARE * total);
  return budget >= LEAST_BUDGET ? budget : undefined;
}

function opCosts(run: Run, now: () => number, budget: number): OpCost[] {
  const start = now();
  const { plan, optimized, fma } = run;
  const size = sizeOf(run);
  let works: KernelWork[] = [];
  const bench = compileBench(optimized.graph, plan.dtype, fma, ({ streams }) => {
    works = kernelWorks(optimized.graph, size, streams);
    return [EMPTY_LOOP, ...distinct(works)];
  });
  const parameters = new Map(Object.entries(run.ensembles[0]?.parameters ?? {}));
  const inputs = { ...plan, parameters };
  bench.set(HOST, computeOnHost(optimized.graph, hostNodes(optimized.graph), inputs));
  const nanos = measure(bench, { now, budget: budget - (now() - start) });
  const loop = nanos.get(EMPTY_LOOP.key) ?? 0;
  const bytesPerValue = plan.dtype === "float32" ? 4 : 8;
  return [...hostWorks(optimized.graph, size), ...works].map((work) =>
    opCost(work, nanos, loop, bytesPerValue),
  );
}

function sizeOf({ plan, times, ensembles }: Run): RunSize {
  const tiles = ensembles.reduce((sum, { paths }) => sum + Math.ceil(paths / TILE), 0);
  return { points: ensembles.length, tiles, steps: plan.steps, times: times.length };
}

function opCost(
  { node, calls, workload, share }: NodeWork,
  nanos: ReadonlyMap<string, number>,
  loop: number,
  bytesPerValue: number,
): OpCost {
  const measured = workload && nanos.get(workload.key);
  const own = Math.max(0, (measured ?? 0) - (workload?.looped ? loop : 0));
  const numbers = workload?.key === HOST ? 1 : TILE;
  return {
    node,
    kind: workload?.key,
    calls,
    selfTime: measured === undefined ? undefined : (own * share * calls) / 1000,
    bytes: planesOf(node) * TILE * bytesPerValue * calls,
    flops: FLOPS[node.op] * numbers * calls,
  };
}

function distinct(works: readonly KernelWork[]): Workload[] {
  const byKey = new Map<string, Workload>();
  for (const { workload } of works) if (workload) byKey.set(workload.key, workload);
  return [...byKey.values()];
}

/** Planes of a tile that an op by itself reads and writes; none for what the host computes. */
function planesOf({ inputs, shape }: Node): number {
  return [...inputs.map((input) => input.shape), shape].filter((of) => of.includes("paths")).length;
}

function kernelCost({ timings, threads }: Run, ops: readonly OpCost[]): KernelCost {
  const sumOfOps = ops.reduce((sum, { selfTime = 0 }) => sum + selfTime, 0) / 1000;
  return { time: timings.run, threads, sumOfOps, gain: sumOfOps / (timings.run * threads) };
}
