import { platform } from "#platform";
import type { Plan } from "../run/plan.ts";
import { prepare } from "../run/prepare.ts";
import { wasmBackend } from "../run/wasm-backend.ts";
import type { SeriesSummary } from "../summary/series-summary.ts";

/** One batch of the same paths, along the same noise, in the run's precision and in double. */
export interface RoundedBatch {
  readonly rounded: readonly SeriesSummary[];
  readonly exact: readonly SeriesSummary[];
}

/**
 * Runs batches of paths as the run does and in double precision, to see what rounding shifts.
 *
 * @returns what runs a batch of one point; undefined if the run is in double precision itself.
 */
export function roundedPairs(
  plan: Plan,
  signal: AbortSignal | undefined,
): ((part: Plan) => Promise<RoundedBatch | undefined>) | undefined {
  const { dtype } = plan;
  if (dtype === "float64") return undefined;
  const run = async (part: Plan, of: Plan["dtype"]): Promise<readonly SeriesSummary[]> => {
    const own = { ...part, dtype: of, covariances: false, autocorrelation: undefined };
    const context = { now: platform.now, signal, onProgress: undefined };
    const { ensembles } = await wasmBackend(prepare(own).optimized, own, context);
    return ensembles[0]?.series ?? [];
  };
  return async (part) => {
    const [rounded, exact] = [await run(part, dtype), await run(part, "float64")];
    return signal?.aborted ? undefined : { rounded, exact };
  };
}
