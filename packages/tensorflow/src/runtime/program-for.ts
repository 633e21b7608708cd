import { availableParallelism } from "node:os";
import type { Plan, Simulation } from "@driftgraph/core";
import { lowerForRuntime } from "../lower/lower.ts";
import type { TensorFlowProgram } from "../lower/program.ts";
import { lanesFor } from "./block-inputs.ts";

/** Programs kept by the graph that they were made from, which is immutable: one for each kind of run. */
const programs = new WeakMap<Simulation["graph"], Map<string, TensorFlowProgram>>();

/** The program that runs a plan's blocks; the same one for the same graph and settings. */
export function programFor(simulation: Simulation, plan: Plan): TensorFlowProgram {
  const lanes = lanesFor(plan, simulation.series.length, threadsOf(plan));
  const { dtype, steps, dt, every, bins, samplePaths, nonFinite } = plan;
  const options = { dtype, steps, dt, every, bins, samplePaths, nonFinite };
  const known = programs.get(simulation.graph) ?? new Map<string, TensorFlowProgram>();
  programs.set(simulation.graph, known);
  const key = JSON.stringify({ ...options, lanes });
  const found = known.get(key) ?? lowerForRuntime(simulation, options, lanes);
  known.set(key, found);
  return found;
}

/** Threads on which TensorFlow runs a plan. */
export function threadsOf({ threads }: Plan): number {
  return threads > 0 ? threads : availableParallelism();
}
