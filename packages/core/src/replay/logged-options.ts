import { DriftgraphError } from "../errors/error.ts";
import type { LoggedRun } from "../log/read/logged-run.ts";
import type { BackendName } from "../run/dtype.ts";
import { oneOf } from "../run/option-checks.ts";
import type { SimulateOptions } from "../run/options.ts";

/**
 * The options that a logged run was simulated with, as far as they decide its paths.
 *
 * @param other takes the place of the log's backend, such as one that isn't part of this package.
 * @throws DriftgraphError `invalid-option` if the log doesn't say enough, or is of a whole sweep.
 */
export function loggedOptions(
  { run, result, sweep }: LoggedRun,
  other?: SimulateOptions["backend"],
): SimulateOptions {
  if (!run) throw refused("it doesn't say what was run", "Name a run's folder.");
  if (!run.given) throw refused("it is of an older version, which didn't log what was set");
  if (sweep) {
    const point = sweep.points[0]?.run ?? "";
    throw refused(
      `it is a sweep of ${sweep.points.length} points`,
      `Name the folder of a point, such as ${point}.`,
    );
  }
  const { settings, given, point = {} } = run;
  const { dtype, backend, seed } = settings;
  return {
    dt: Number(settings["dt"]),
    tEnd: Number(settings["tEnd"]),
    scheme: run.scheme.name,
    seed: BigInt(typeof seed === "boolean" ? 0 : (seed ?? 0)),
    parameters: given.parameters,
    initial: given.initial,
    sweep: Object.fromEntries(given.swept.map((name) => [name, [point[name] ?? Number.NaN]])),
    dtype: oneOf("the log's dtype", String(dtype), ["float32", "float64"]),
    backend:
      other ?? oneOf<BackendName>("the log's backend", String(backend), ["wasm", "interpreter"]),
    firstPath: Number(settings["firstPath"] ?? 0),
    paths: Number(settings["paths"] ?? 1),
    ...(settings["nonFinite"] === "count" && { nonFinite: "count" }),
    ...("rtol" in settings && {
      adaptive: {
        rtol: Number(settings["rtol"]),
        atol: Number(settings["atol"]),
        halvings: Number(settings["halvings"]),
      },
    }),
    // A log without its end doesn't say; then this machine's own way is the best guess.
    ...(result?.fma === false && { fma: false }),
  };
}

function refused(reason: string, hint?: string): DriftgraphError {
  return new DriftgraphError("invalid-option", `this log can't be replayed: ${reason}`, { hint });
}
