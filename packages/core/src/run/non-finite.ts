import { TILE } from "../compile/context.ts";
import { NonFiniteError, type Place } from "../errors/error.ts";
import type { Node } from "../graph/node.ts";
import type { Origin } from "../graph/origin.ts";
import type { Simulation } from "../simulation/simulation.ts";
import { readRanges } from "./kernel-results.ts";
import type { KernelSession } from "./kernel-session.ts";
import { pathRunner } from "./path-runner.ts";
import type { Plan } from "./plan.ts";
import type { PointRun } from "./point-run.ts";

/** A value of a path that is not finite. */
interface Sighting {
  readonly node: Node;
  readonly value: number;
  readonly step: number;
}

/** The error for a path in which a value is not finite; undefined if there is none. */
export function interpretedNonFinite(
  simulation: Simulation,
  plan: Plan,
  parameters: ReadonlyMap<string, number>,
  path: number | undefined,
): NonFiniteError | undefined {
  if (path === undefined) return undefined;
  const search = sightings();
  const { series } = pathRunner(simulation, plan, parameters, search.watch)(path);
  return describe(plan, path, search.culprit()) ?? ofSeries(simulation, plan, path, series);
}

/**
 * Finds where a state stopped being finite: the first such value of the step that ended so. Earlier
 * steps may overflow on their way and still end well, as in 1/(1 + exp(x)).
 */
function sightings(): {
  watch(node: Node, value: number, step: number): void;
  culprit(): Sighting | undefined;
} {
  /** The first sighting of the last two steps that had any. */
  let recent: Sighting[] = [];
  let found: Sighting | undefined;
  return {
    watch(node, value, step) {
      // A constant is what a lost path is set to.
      if (found || Number.isFinite(value) || node.op === "constant") return;
      const sighting = { node, value, step };
      if (node.op === "argument") {
        found = recent.find((earlier) => earlier.step === step - 1) ?? sighting;
      } else if (recent.at(-1)?.step !== step) recent = [...recent.slice(-1), sighting];
    },
    culprit: () => found ?? recent.at(-1),
  };
}

/** The error for a path whose states are finite, but not what is observed of them. */
function ofSeries(
  { series: names }: Simulation,
  plan: Plan,
  path: number,
  series: readonly Float64Array[],
): NonFiniteError | undefined {
  for (const [s, values] of series.entries()) {
    const k = values.findIndex((value) => !Number.isFinite(value));
    if (k >= 0) {
      const message = `${names[s]} is ${values[k]} in path ${path} at t = ${timeOf(plan, k * plan.every)}`;
      return new NonFiniteError(message, path, { hint: hintOf(plan, path) });
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
  first: Sighting | undefined,
): NonFiniteError | undefined {
  if (!first) return undefined;
  const { node, value, step } = first;
  if (node.op === "select" && node.scope.endsWith("/lost")) {
    // Finite still, but left out: nothing could be summed up with it.
    const message = `a value outgrew ${plan.dtype}, whose largest number its square is beyond, in path ${path}, step ${step} (t = ${timeOf(plan, step)})`;
    return new NonFiniteError(message, path, { hint: hintOf(plan, path) });
  }
  if (node.op === "select" && node.scope.endsWith("/newton")) {
    const message = `Newton's method didn't come to an end within a step of path ${path}, step ${step} (t = ${timeOf(plan, step)})`;
    return new NonFiniteError(message, path, { hint: `Take a smaller dt. ${hintOf(plan, path)}` });
  }
  const message = `${node.op} gave ${value} in path ${path}, step ${step} (t = ${timeOf(plan, step)}), at ${node.scope}`;
  const place = placeOf(node.origin);
  return new NonFiniteError(message, path, { place, hint: hintOf(plan, path) });
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
