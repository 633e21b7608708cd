import {
  type Binning,
  binningFor,
  type Model,
  PILOT_PATHS,
  type Plan,
  parameterValues,
  prepare,
  resolvePlan,
  type SimulateOptions,
  simulate,
} from "@driftgraph/core";
import { lowerForExport } from "../lower/lower.ts";
import type { TensorFlowProgram } from "../lower/program.ts";

/** What of a run's options an exported program has built in; the rest are its inputs. */
export type ExportOptions = Pick<
  SimulateOptions,
  | "tEnd"
  | "dt"
  | "every"
  | "scheme"
  | "parameters"
  | "initial"
  | "dtype"
  | "samplePaths"
  | "bins"
  | "ranges"
  | "summaries"
  | "save"
> & {
  /**
   * Whether the normals of the steps are inputs too, `dW` and, for schemes that draw more, `dZ`, each of
   * shape [steps, channels, paths] and of the program's float type: to drive paths by noise of one's own.
   */
  readonly givenNormals?: boolean;
};

/**
 * A model as a TensorFlow program for any TensorFlow: the very graph that `simulate` runs.
 *
 * Seed, first path, number of paths, parameters and initial values that are numbers are inputs; given ones
 * are their defaults. The bins are those of a run with seed 0, from a pilot run here with the defaults;
 * exponents of powers are built in.
 *
 * @throws DriftgraphError for an option or model that can't be run.
 */
export async function exportProgram(
  model: Model,
  { givenNormals = false, ...options }: ExportOptions = {},
): Promise<TensorFlowProgram> {
  const plan = resolvePlan(model, options);
  const { optimized } = prepare(plan);
  const binnings = plan.summaries ? await pilotBinnings(model, plan, options) : [];
  const parameters = parameterValues(plan.model, plan.given);
  return lowerForExport(optimized, plan, { parameters, binnings, givenNormals });
}

/** The bins of a run, from the ranges that the first paths of seed 0 reach. */
async function pilotBinnings(model: Model, plan: Plan, options: ExportOptions): Promise<Binning[]> {
  const pilot = { ...options, paths: PILOT_PATHS, samplePaths: 0, save: {} };
  const { ensembles, times } = await simulate(model, pilot);
  const series = ensembles[0]?.series ?? [];
  return Array.from(times, (_, k) =>
    series.map(({ name, min, max }) =>
      binningFor([min[k] ?? 0, max[k] ?? 0], plan.bins, plan.ranges.get(name)),
    ),
  ).flat();
}
