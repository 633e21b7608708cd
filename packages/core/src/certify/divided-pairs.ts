import { platform } from "#platform";
import type { Plan } from "../run/plan.ts";
import { wasmBackend } from "../run/wasm-backend.ts";
import { findScheme, orderOf } from "../schemes/registry.ts";
import type { Scheme } from "../schemes/scheme.ts";
import { LARGEST } from "../simulation/lost.ts";
import type { Simulation } from "../simulation/simulation.ts";
import type { Batch } from "./batch-statistics.ts";
import { pairedPaths } from "./pairs.ts";

/** A scheme at dt/2^halvings whose own error can be neglected. */
export interface Reference {
  readonly scheme: string;
  readonly halvings: number;
}

/** How paths are divided into finer ones. */
export interface DividedOptions {
  readonly histograms: boolean;
  /** Compared with instead of dt/2 and dt/4. */
  readonly reference: Reference | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Runs batches of paths at dt, dt/2 and dt/4, or at dt and at a reference's, all in one kernel. */
export function dividedPairs(
  plan: Plan,
  built: Simulation,
  { histograms, reference, signal }: DividedOptions,
): (part: Plan) => Promise<Batch | undefined> {
  const compared = reference
    ? { reference: referenceScheme(built, reference.scheme), parts: 2 ** reference.halvings }
    : { third: true };
  const coupled = pairedPaths(plan, built, { histograms, limit: LARGEST.float64, ...compared });
  return async (part) => {
    const context = { now: platform.now, signal, onProgress: undefined };
    const { ensembles } = await wasmBackend(coupled, part, context);
    const [ensemble] = ensembles;
    return ensemble && { ...ensemble, lost: ensemble.lost?.paths.at(-1) ?? 0 };
  };
}

/** The scheme of a name, if it applies to the noise of what is certified. */
function referenceScheme({ noise }: Simulation, name: string): Scheme {
  const scheme = findScheme(name);
  orderOf(scheme, noise);
  return scheme;
}
