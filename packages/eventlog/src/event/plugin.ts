import type { SummaryData } from "./event.ts";

// What TensorBoard takes values without a plugin for; tensors must name theirs.
const IMPLIED: { readonly [Kind in SummaryData["kind"]]: string } = {
  scalar: "scalars",
  histogram: "histograms",
  image: "images",
  audio: "audio",
  tensor: "",
  none: "",
};

/** The plugin that a value belongs to by its kind alone; "" when only an earlier value of the tag can tell. */
export function impliedPlugin(kind: SummaryData["kind"]): string {
  return IMPLIED[kind];
}

/** The plugin of the Event.tagged_run_metadata's tags, in TensorBoard's eyes. */
export const TAGGED_RUN_METADATA = "graph_tagged_run_metadata";
