import type { RunEntry } from "../reading/run-entry.ts";

/** A run in the list; the points of a sweep stand under their top run. */
export interface RunBranch {
  readonly run: RunEntry;
  readonly points: readonly RunEntry[];
}

/** Runs newest first, the points of a sweep under the run that made them, in the order of their values. */
export function runTree(runs: readonly RunEntry[]): readonly RunBranch[] {
  const byName = new Map(runs.map((run) => [run.name, run]));
  const points = new Map<RunEntry, RunEntry[]>();
  const tops: RunEntry[] = [];
  for (const run of runs) {
    const top = isPoint(run) ? byName.get(run.name.slice(0, run.name.lastIndexOf("/"))) : undefined;
    if (top) points.set(top, [...(points.get(top) ?? []), run]);
    else tops.push(run);
  }
  return tops
    .toSorted((a, b) => (b.startTime ?? 0) - (a.startTime ?? 0) || collator.compare(a.name, b.name))
    .map((run) => ({ run, points: (points.get(run) ?? []).toSorted(byValues) }));
}

const collator = new Intl.Collator("en", { numeric: true });

/** Whether a run is a point of a sweep. */
export function isPoint(run: RunEntry): boolean {
  return run.name.includes("/") && Object.keys(run.point).length > 0;
}

function byValues(a: RunEntry, b: RunEntry): number {
  for (const [name, value] of Object.entries(a.point)) {
    const other = b.point[name];
    if (other !== undefined && other !== value) return value - other;
  }
  return collator.compare(a.name, b.name);
}
