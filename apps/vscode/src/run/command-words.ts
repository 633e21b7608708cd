import type { RunOptions } from "./run-options.ts";

/**
 * The command that does the same as a run from the editor, as words.
 *
 * @param model a built-in model's name, or a file as the shell would find it.
 */
export function commandWords(model: string, options: RunOptions, logdir?: string): string[] {
  const { parameters = {}, initial = {}, sweep = [] } = options;
  const single: readonly (readonly [string, string | number | undefined])[] = [
    ["--paths", options.paths],
    ["--t-end", options.tEnd],
    ["--dt", options.dt],
    ["--every", options.every],
    ["--scheme", options.scheme],
    ["--seed", options.seed],
    ["--dtype", options.dtype],
    ["--backend", options.backend],
    ["--threads", options.threads || undefined],
    ["--logdir", logdir === "runs" ? undefined : logdir],
  ];
  return [
    "driftgraph",
    "run",
    model,
    ...single.flatMap(([option, value]) => (value === undefined ? [] : [option, String(value)])),
    ...Object.entries(parameters).flatMap(([name, value]) => ["--set", `${name}=${value}`]),
    ...Object.entries(initial).flatMap(([name, value]) => ["--init", `${name}=${value}`]),
    ...sweep.flatMap(({ name, from, to, count }) => ["--sweep", `${name}=${from}:${to}:${count}`]),
  ];
}
