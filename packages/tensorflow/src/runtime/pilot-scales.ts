import type { Binning, Units } from "@driftgraph/core";

/** What a pilot tells of a sweep point. */
export interface PilotScales {
  /** Bins and shifts, one a logged time and series or sum of series; none without summaries. */
  readonly binnings: readonly Binning[];
  /** Units of the series that are added up. */
  readonly units: Units;
}

/** Without summaries there is nothing to scale. */
export const UNBINNED: PilotScales = { binnings: [], units: new Map() };
