import { normalAt, type Scheme } from "@driftgraph/core";
import {
  type BrownianPath,
  brownianPath,
  endpoint,
  noiseAlong,
  type PathNormals,
} from "./brownian-path.ts";
import type { Problem } from "./problems.ts";
import { type StepFunction, stepFunction } from "./step-function.ts";

/** How many paths, in how many batches of their own. */
export interface SampleSize {
  readonly batches: number;
  readonly pathsPerBatch: number;
}

/**
 * Mean |x(1) − exact| of the first species over coupled paths: one list a batch, one entry a grid. Coarse
 * and fine grids follow the same Brownian paths; seeded.
 */
export function strongErrors(
  problem: Problem,
  scheme: string | Scheme,
  grids: readonly number[],
  { batches, pathsPerBatch }: SampleSize,
): number[][] {
  const step = stepFunction(problem.model, scheme);
  const finest = Math.max(...grids) * (problem.exact ? 1 : 2);
  return Array.from({ length: batches }, (_, batch) => {
    const totals = grids.map(() => 0);
    for (let i = 0; i < pathsPerBatch; i++) {
      const path = batch * pathsPerBatch + i;
      const processes = problem.model.wiener.map((__, c) => wienerProcess(path, c, finest));
      const end = (steps: number): number => endOfPath(step, path, processes, steps);
      const ends = new Map<number, number>();
      const known = (steps: number): number => {
        const value = ends.get(steps) ?? end(steps);
        ends.set(steps, value);
        return value;
      };
      const exact = problem.exact?.(processes.map(({ path: w }) => endpoint(w)));
      grids.forEach((steps, g) => {
        const error = Math.abs(known(steps) - (exact ?? known(2 * steps)));
        totals[g] = (totals[g] ?? 0) + error / pathsPerBatch;
      });
    }
    return totals;
  });
}

/** A Wiener process with the normals of the grids along it. */
interface WienerProcess {
  readonly path: BrownianPath;
  readonly along: Map<number, PathNormals>;
}

// All problems share their Wiener processes, whose normals cost more than the steps.
const processes = new Map<string, WienerProcess>();

function wienerProcess(path: number, channel: number, steps: number): WienerProcess {
  const key = `${path}/${channel}/${steps}`;
  const known = processes.get(key);
  if (known) return known;
  let index = 0;
  const normal = (): number => normalAt([7, channel], path, "dW", index++);
  const made = { path: brownianPath(steps, 1, normal), along: new Map<number, PathNormals>() };
  processes.set(key, made);
  return made;
}

function normalsAlong({ path, along }: WienerProcess, steps: number): PathNormals {
  const normals = along.get(steps) ?? noiseAlong(path, steps);
  along.set(steps, normals);
  return normals;
}

/** The first species at t = 1 after some steps along given Wiener processes. */
function endOfPath(
  f: StepFunction,
  path: number,
  wiener: readonly WienerProcess[],
  steps: number,
): number {
  const along = wiener.map((process) => normalsAlong(process, steps));
  let x = [...f.initial];
  for (let n = 0; n < steps; n++) {
    const normals = f.normals.map(({ stream, channel }) => {
      // Beyond one dZ a Wiener process, a scheme's normals are not the path's: any independent ones do.
      const process = along[channel];
      return process ? process(stream, n) : normalAt([steps, channel], path, "dZ", n);
    });
    x = f.step(x, n / steps, 1 / steps, normals);
  }
  return x[0] ?? Number.NaN;
}
