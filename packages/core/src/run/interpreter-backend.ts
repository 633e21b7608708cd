import { platform } from "#platform";
import type { DriftgraphError } from "../errors/error.ts";
import type { RunSimulation } from "./backend.ts";
import { gatherEnsemble, PILOT_PATHS } from "./gather.ts";
import { withLost } from "./lost-paths.ts";
import { interpretedNonFinite } from "./non-finite.ts";
import { parameterValues } from "./parameter-values.ts";
import { type PathResult, pathRunner } from "./path-runner.ts";
import { progressMeter } from "./progress.ts";
import type { Ensemble } from "./run.ts";

/** Milliseconds between two looks at the abort signal, which the host needs to be let set. */
const TURN = 20;

/** Runs path after path through the reference interpreter: slow, obvious, and the oracle. */
export const interpreterBackend: RunSimulation = async (simulation, plan, context) => {
  const meter = progressMeter(plan, context);
  const start = context.now();
  const ensembles: Ensemble[] = [];
  let cancelled = false;
  let failure: DriftgraphError | undefined;
  let turnEnds = start + TURN;
  const endTurn = async (): Promise<void> => {
    if (context.now() < turnEnds) return;
    await platform.yieldToHost();
    cancelled = context.signal?.aborted ?? false;
    turnEnds = context.now() + TURN;
  };
  cancelled = context.signal?.aborted ?? false;
  for (const point of plan.points) {
    const given = new Map([...plan.given, ...Object.entries(point)]);
    const parameters = parameterValues(plan.model, given);
    const runPilot = pathRunner(simulation, plan, parameters);
    const pilot: PathResult[] = [];
    while (pilot.length < PILOT_PATHS && !cancelled) {
      pilot.push(runPilot(pilot.length));
      await endTurn();
    }
    const gathering = gatherEnsemble(simulation, plan, pilot);
    const runPath = pathRunner(simulation, plan, parameters, gathering.units);
    for (let i = 0; i < plan.paths && !cancelled && !failure; i++) {
      gathering.add(i, runPath(plan.firstPath + i));
      meter.set(meter.done + 1);
      if (plan.nonFinite === "fail")
        failure = interpretedNonFinite(simulation, plan, parameters, gathering.firstNonFinite);
      await endTurn();
    }
    const first = interpretedNonFinite(simulation, plan, parameters, gathering.firstNonFinite);
    const ensemble = gathering.finish(point, parameters);
    ensembles.push(first && !failure ? withLost(ensemble, first) : ensemble);
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
