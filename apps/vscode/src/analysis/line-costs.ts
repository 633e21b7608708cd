import type { LoggedRun } from "@driftgraph/core";
import { documentsOf, runLog } from "./run-facts.ts";

/** What the ops of one formula cost in a run. */
export interface FormulaCost {
  /** The formula as the core calls it, such as `drift of x1`. */
  readonly equation?: string;
  /** As it was written in the run, if it was text. */
  readonly text?: string;
  /** For a formula written as code: its 1-based line. */
  readonly file?: string;
  readonly line?: number;
  /** Part of all ops' time that was measured, from 0 to 1. */
  readonly share: number;
  /** Microseconds on one thread, for the whole run. */
  readonly micros: number;
  /** Names of the graph's nodes, the most expensive first. */
  readonly nodes: readonly string[];
}

/** What each formula of a run's model cost, by the run's profile; undefined if there is none. */
export async function lineCosts(
  folder: string,
  name: string,
): Promise<readonly FormulaCost[] | undefined> {
  const log = await runLog(folder, name);
  if (!log) return undefined;
  const kinds = ["graphs", "profile"].map((kind) => `driftgraph/${kind}`);
  return costsOf(await documentsOf(log, kinds));
}

function costsOf({ profile, graphs }: LoggedRun): FormulaCost[] | undefined {
  if (!profile || !graphs) return undefined;
  const groups = new Map<string, FormulaCost>();
  const total = profile.ops.reduce((sum, { selfTime }) => sum + (selfTime ?? 0), 0);
  const byCost = [...profile.ops].sort((a, b) => (b.selfTime ?? 0) - (a.selfTime ?? 0));
  for (const { name, selfTime } of byCost) {
    const origin = graphs.optimized[name]?.origin;
    if (!origin || (origin.equation === undefined && origin.line === undefined)) continue;
    const key = origin.equation ?? `${origin.file}:${origin.line}`;
    const known = groups.get(key);
    const micros = (known?.micros ?? 0) + (selfTime ?? 0);
    groups.set(key, {
      ...(origin.equation !== undefined
        ? { equation: origin.equation, ...(origin.text !== undefined && { text: origin.text }) }
        : {
            ...(origin.file !== undefined && { file: origin.file }),
            ...(origin.line !== undefined && { line: origin.line }),
          }),
      micros,
      share: total > 0 ? micros / total : 0,
      nodes: [...(known?.nodes ?? []), name],
    });
  }
  return [...groups.values()].sort((a, b) => b.micros - a.micros);
}
