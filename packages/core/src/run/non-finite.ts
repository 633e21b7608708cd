import { TILE } from "../compile/context.ts";
import { NonFiniteError, type Place } from "../errors/error.ts";
import type { Node } from "../graph/node.ts";
import type { Origin } from "../graph/origin.ts";
import { NEWTON_ITERATIONS } from "../schemes/implicit-euler.ts";
import { seriesNodes } from "../simulation/series.ts";
import type { Simulation } from "../simulation/simulation.ts";
import { readRanges } from "./kernel-results.ts";
import type { KernelSession } from "./kernel-session.ts";
import { originOf, type Sighting, stateSearch } from "./non-finite-origin.ts";
import { valuesRunner } from "./path-runner.ts";
import type { Plan } from "./plan.ts";
import type { PointRun } from "./point-run.ts";

/**
 * The error for a path in which a value is not finite, of its state or of what is observed of it,
 * whichever is first; undefined if there is none.
 */
export function interpretedNonFinite(
  simulation: Simulation,
  plan: Plan,
  parameters: ReadonlyMap<string, number>,
  path: number | undefined,
): NonFiniteError | undefined {
  if (path === undefined) return undefined;
  const search = stateSearch(simulation.graph);
  const values = valuesRunner(simulation, plan, parameters, { watch: search.watch })(path);
  const at = (node: Node, k: number): number | undefined => {
    const value = values.get(node);
    return typeof value === "number" ? value : value?.[k];
  };
  const ofState = search.found(at);
  const observed = ofObservable(simulation, plan, at, ofState);
  if (observed) return describe(plan, path, observed.sighting, observed.name);
  return ofState && describe(plan, path, ofState);
}

/**
 * The first value of an observable that isn't finite, and the op to blame for it; undefined if the state
 * is to blame. Where lost paths are left out, only if none is lost.
 */
function ofObservable(
  { graph, series, model }: Simulation,
  { every, steps, nonFinite }: Plan,
  at: (node: Node, k: number) => number | undefined,
  ofState: Sighting | undefined,
): { readonly name: string; readonly sighting: Sighting } | undefined {
  if (ofState && nonFinite === "count") return undefined;
  const end = ofState ? Math.floor(ofState.step / every) : steps / every;
  const nodes = seriesNodes({ graph, series });
  for (let k = 0; k <= end; k++) {
    for (let s = model.species.length; s < series.length; s++) {
      const [name, node] = [series[s], nodes[s]];
      if (name === undefined || !node || Number.isFinite(at(node, k) ?? 0)) continue;
      const origin = originOf(node, (of) => at(of, k));
      const sighting = { node: origin, value: at(origin, k) ?? Number.NaN, step: k * every };
      return { name, sighting };
    }
  }
  return undefined;
}

/** The error for a point in which a kernel met what can't be summarized; undefined if it met none. */
export async function failureOf(
  simulation: Simulation,
  session: KernelSession,
  parameters: ReadonlyMap<string, number>,
  { irregularity, tiles }: PointRun,
): Promise<NonFiniteError | undefined> {
  if (!irregularity) return undefined;
  const { kind, tileFirst } = irregularity;
  if (kind === "sums") return sumsTooLarge(session, tiles.contexts);
  // Tiles that were under way when the run ended may have an earlier path that isn't finite.
  const earlier = tiles.partial.map(({ tile }) => tile * TILE).filter((first) => first < tileFirst);
  return locateNonFinite(simulation, session, parameters, [
    ...earlier.sort((a, b) => a - b),
    tileFirst,
  ]);
}

/**
 * The error for the first of some tiles in which there is a value that is not finite: tiles are run
 * again with all their paths kept, and the first such path through the interpreter.
 */
async function locateNonFinite(
  simulation: Simulation,
  session: KernelSession,
  parameters: ReadonlyMap<string, number>,
  tiles: readonly number[],
): Promise<NonFiniteError> {
  const { plan } = session;
  let path: number | undefined;
  for (const tileFirst of tiles) path ??= await firstNonFinitePath(session, tileFirst);
  const found = interpretedNonFinite(simulation, plan, parameters, path);
  return found ?? notReproduced(plan, path ?? plan.firstPath + (tiles.at(-1) ?? 0));
}

/** The path of a tile that is the first to have a logged value that isn't finite. */
async function firstNonFinitePath(
  session: KernelSession,
  tileFirst: number,
): Promise<number | undefined> {
  const { plan, memory } = session;
  const values = await session.rerunTile(tileFirst);
  const paths = Math.min(TILE, plan.paths - tileFirst);
  let first = paths;
  for (const [i, value] of values.entries()) {
    if (!Number.isFinite(value)) first = Math.min(first, Math.floor(i / memory.times) % paths);
  }
  return first < paths ? plan.firstPath + tileFirst + first : undefined;
}

/** Finite values whose squares overflow: what reaches furthest is named. */
function sumsTooLarge(session: KernelSession, threads: number): NonFiniteError {
  const { plan, kernel, memory, views, names } = session;
  const ranges = readRanges(views, kernel.layout, memory, memory.threads.slice(0, threads));
  const reach = ranges.map(([low, high]) => Math.max(Math.abs(low), Math.abs(high)));
  const record = reach.indexOf(Math.max(...reach));
  const time = timeOf(plan, Math.floor(record / names.length) * plan.every);
  const size = (reach[record] ?? Number.NaN).toPrecision(3);
  return new NonFiniteError(
    `${names[record % names.length]} reaches ${size} at t = ${time}: its square doesn't fit ${plan.dtype}, so that it has no variance`,
    undefined,
    {
      hint:
        plan.dtype === "float32"
          ? "Use dtype float64, or keep trajectories without summaries."
          : "Rescale the model, or keep trajectories without summaries.",
    },
  );
}

function describe(
  plan: Plan,
  path: number,
  { node, value, step, outgrown }: Sighting,
  observable?: string,
): NonFiniteError {
  const where = `path ${path}, step ${step} (t = ${timeOf(plan, step)})`;
  const hint = hintOf(plan, path);
  if (outgrown) {
    // Finite still, but left out: nothing could be summed up with it.
    const { species, value: reached } = outgrown;
    const message = `${species} reached ${reached.toPrecision(3)} in ${where}: its square, and so its variance, doesn't fit ${plan.dtype}`;
    return new NonFiniteError(message, path, { hint });
  }
  if (node.op === "select" && node.scope.endsWith("/newton")) {
    const message = `Newton's method did not converge in ${NEWTON_ITERATIONS} iterations in ${where}`;
    const advice =
      "Take a smaller dt: over a long step the equation may have no solution near the last state.";
    return new NonFiniteError(message, path, { hint: `${advice} ${hint}` });
  }
  const message = `${node.op} gave ${value} in ${where}, at ${node.scope}`;
  return new NonFiniteError(message, path, { place: placeOf(node.origin), hint, observable });
}

/** What a kernel met but the interpreter doesn't: their last digits differ. */
function notReproduced(plan: Plan, path: number): NonFiniteError {
  return new NonFiniteError(
    `path ${path} has a value that is not finite, which the interpreter doesn't reproduce`,
    path,
    { hint: hintOf(plan, path) },
  );
}

function hintOf({ seed }: Plan, path: number): string {
  return `That path alone: seed ${seed}, firstPath ${path}, paths 1.`;
}

function timeOf({ dt }: Plan, step: number): number {
  return Number((step * dt).toPrecision(8));
}

/** An origin as the place of an error. */
function placeOf(origin: Origin | undefined): Place | undefined {
  if (!origin) return undefined;
  const { equation, file, line, column, text, length } = origin;
  const where = file ?? equation;
  if (where === undefined) return undefined;
  return {
    where,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    ...(text !== undefined && { text }),
    ...(length !== undefined && { length }),
  };
}
