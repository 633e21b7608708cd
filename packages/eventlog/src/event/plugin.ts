import type { SummaryData } from "./event.ts";

type Kind = SummaryData["kind"];

// What TensorBoard takes values without a plugin for; tensors must name theirs.
const IMPLIED: { readonly [K in Kind]: string } = {
  scalar: "scalars",
  histogram: "histograms",
  image: "images",
  audio: "audio",
  tensor: "",
  none: "",
};

/** The plugin of the Event.tagged_run_metadata's tags, in TensorBoard's eyes. */
export const TAGGED_RUN_METADATA = "graph_tagged_run_metadata";

/** What the first value of a tag was. */
export interface TagOwner {
  readonly plugin: string;
  readonly kind: Kind;
}

/**
 * The plugin that a value belongs to: the one that it names, else that of the tag's first value if it is of the
 * same kind, else what its kind implies; "" when nothing tells.
 */
export function pluginOfValue(named: string, kind: Kind, owner: TagOwner | undefined): string {
  if (named !== "") return named;
  if (owner?.kind === kind) return owner.plugin;
  return IMPLIED[kind] || (owner?.plugin ?? "");
}
