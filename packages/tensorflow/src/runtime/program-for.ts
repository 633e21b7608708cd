import type { Plan, Simulation } from "@driftgraph/core";
import { lowerForRuntime } from "../lower/lower.ts";
import type { TensorFlowProgram } from "../lower/program.ts";

/** Programs kept by the graph that they were made from, which is immutable: one for each kind of run. */
const programs = new WeakMap<Simulation["graph"], Map<string, TensorFlowProgram>>();

/** The program that runs a plan's blocks; the same one for the same graph and settings. */
export function programFor(simulation: Simulation, plan: Plan): TensorFlowProgram {
  const { dtype, steps, dt, every, bins, samplePaths } = plan;
  const options = { dtype, steps, dt, every, bins, samplePaths };
  const known = programs.get(simulation.graph) ?? new Map<string, TensorFlowProgram>();
  programs.set(simulation.graph, known);
  const key = JSON.stringify(options);
  const found = known.get(key) ?? lowerForRuntime(simulation, options);
  known.set(key, found);
  return found;
}
