import type { DriftgraphError } from "../errors/error.ts";
import type { Backend } from "./backend.ts";
import { gatherEnsemble } from "./gather.ts";
import { interpretedNonFinite } from "./non-finite.ts";
import { parameterValues } from "./parameter-values.ts";
import { pathRunner } from "./path-runner.ts";
import { progressMeter } from "./progress.ts";
import type { Ensemble } from "./run.ts";

/** Paths between two looks at the abort signal. */
const CHUNK = 16;

/** Runs path after path through the reference interpreter: slow, obvious, and the oracle. */
export const interpreterBackend: Backend = async (simulation, plan, context) => {
  const meter = progressMeter(plan, context);
  const start = context.now();
  const ensembles: Ensemble[] = [];
  let cancelled = false;
  let failure: DriftgraphError | undefined;
  for (const point of plan.points) {
    const parameters = parameterValues(
      plan.model,
      new Map([...plan.given, ...Object.entries(point)]),
    );
    const runPath = pathRunner(simulation, plan, parameters);
    const gathering = gatherEnsemble(simulation, plan, runPath);
    for (let first = 0; first < plan.paths && !cancelled && !failure; first += CHUNK) {
      const count = Math.min(CHUNK, plan.paths - first);
      for (let i = 0; i < count; i++) gathering.add(first + i, runPath(plan.firstPath + first + i));
      meter.set(meter.done + count);
      failure = interpretedNonFinite(simulation, plan, parameters, gathering.firstNonFinite);
      await Promise.resolve();
      cancelled = context.signal?.aborted ?? false;
    }
    ensembles.push(gathering.finish(point, parameters));
    if (cancelled || failure) break;
  }
  const timings = {
    compile: 0,
    instantiate: 0,
    pilot: 0,
    run: context.now() - start,
    summarize: 0,
  };
  return { ensembles, timings, cancelled, failure, fma: false, threads: 1, dispose: () => {} };
};
