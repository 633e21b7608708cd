import type { RunContents } from "../../reading/run-contents.ts";

/** Plugins of which there is something to show here, in the order in which it is shown. */
export const SHOWN_PLUGINS = ["scalars", "histograms", "text", "images"] as const;
export type ShownPlugin = (typeof SHOWN_PLUGINS)[number];

/** A tag of some of the shown runs. */
export interface LoggedTag {
  readonly plugin: ShownPlugin;
  readonly tag: string;
  readonly runs: readonly RunContents[];
}

/** The tags of runs that a filter lets pass: all words of it must be in the tag's name. */
export function loggedTags(runs: readonly RunContents[], filter: string): readonly LoggedTag[] {
  const found = new Map<string, { plugin: ShownPlugin; tag: string; runs: RunContents[] }>();
  for (const run of runs) {
    for (const { tag, plugin } of run.tags) {
      const shown = SHOWN_PLUGINS.find((one) => one === plugin);
      if (!shown || !hasWords(tag, filter)) continue;
      const key = `${shown}\n${tag}`;
      const known = found.get(key) ?? { plugin: shown, tag, runs: [] };
      known.runs.push(run);
      found.set(key, known);
    }
  }
  const rank = ({ plugin }: LoggedTag): number => SHOWN_PLUGINS.indexOf(plugin);
  return [...found.values()].sort((a, b) => rank(a) - rank(b));
}

/** Whether all words of a filter are in a tag. */
export function hasWords(tag: string, filter: string): boolean {
  const name = tag.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => name.includes(word));
}
