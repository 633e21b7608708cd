import type { RunEntry } from "../reading/run-entry.ts";

/** All that is known of a run, such as `switch-1 … sigma=0.1`, to be searched. */
export function runText(run: RunEntry): string {
  const values = Object.entries({ ...run.parameters, ...run.point });
  const named = values.map(([name, value]) => `${name}=${value}`);
  return [run.name, run.model, run.title, run.scheme, run.backend, run.status, ...named].join(" ");
}
