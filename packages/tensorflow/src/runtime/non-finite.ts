import { interpretedNonFinite, NonFiniteError, type Plan, type Simulation } from "@driftgraph/core";
import { type Block, blockInputs, pointInputs } from "./block-inputs.ts";
import { readBlock } from "./block-result.ts";
import type { Session } from "./session.ts";

/** Paths whose values are looked at together. */
const LOOKED_AT = 2048;

/** The first value of a block's paths that isn't finite. */
interface Sighting {
  readonly path: number;
  readonly series: string;
  readonly value: number;
  readonly time: number;
}

/**
 * The error for a block in which a value isn't finite: its paths are run again and kept, and the first
 * such path is followed op by op through the interpreter.
 */
export async function nonFiniteError(
  session: Session,
  simulation: Simulation,
  plan: Plan,
  parameters: ReadonlyMap<string, number>,
  block: Block,
): Promise<NonFiniteError> {
  const found = await firstSighting(session, plan, parameters, block);
  const explained = interpretedNonFinite(simulation, plan, parameters, found?.path);
  if (explained) return explained;
  const { path = block.firstPath, series, value, time = 0 } = found ?? {};
  const at = Number((time * plan.every * plan.dt).toPrecision(8));
  return new NonFiniteError(
    series === undefined
      ? `paths ${path} to ${path + block.paths - 1} have a value that is not finite`
      : `${series} is ${value} in path ${path} at t = ${at}`,
    path,
    { hint: `That path alone: seed ${plan.seed}, firstPath ${path}, paths 1.` },
  );
}

/** Looks at some paths at a time: all values of a whole block need not fit into memory. */
async function firstSighting(
  session: Session,
  plan: Plan,
  parameters: ReadonlyMap<string, number>,
  block: Block,
): Promise<Sighting | undefined> {
  for (let first = 0; first < block.paths; first += LOOKED_AT) {
    const paths = Math.min(LOOKED_AT, block.paths - first);
    const samples = Array.from({ length: paths }, (_, i) => i);
    const part = { firstPath: block.firstPath + first, paths, samples };
    const found = await sightingIn(session, plan, parameters, part);
    if (found) return found;
  }
  return undefined;
}

async function sightingIn(
  { program, process }: Session,
  plan: Plan,
  parameters: ReadonlyMap<string, number>,
  block: Block,
): Promise<Sighting | undefined> {
  const inputs = {
    ...pointInputs(program, plan, parameters, []),
    ...blockInputs([block], program.lanes),
  };
  const { outputs } = await process.run(inputs, ["sample_paths"]);
  const { samples } = readBlock(program, block, outputs);
  // [times, series, paths]: of the first path that has one, the earliest.
  let at: number | undefined;
  for (const [i, value] of samples.entries()) {
    if (Number.isFinite(value)) continue;
    if (at === undefined || i % block.paths < at % block.paths) at = i;
  }
  if (at === undefined) return undefined;
  const row = Math.floor(at / block.paths);
  return {
    path: block.firstPath + (at % block.paths),
    series: program.series[row % program.series.length] ?? "",
    value: samples[at] ?? Number.NaN,
    time: Math.floor(row / program.series.length),
  };
}
