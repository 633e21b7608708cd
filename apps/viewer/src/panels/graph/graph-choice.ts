import type { GraphAsked, GraphPlace } from "../../reading/graph-shelf.ts";
import type { RunContents } from "../../reading/run-contents.ts";
import type { View } from "../../state/view.ts";
import { whichOf } from "./graph-view.ts";

/** The tag under which a run's graph is logged as it was built. */
const BUILT = "built";

/** A graph that is drawn, and what stands above it. */
export interface ShownGraph {
  readonly title: string;
  readonly asked: GraphAsked;
}

/** The graphs that the view asks for: one, or two that are compared, the earlier one first. */
export function shownGraphs(view: View, contents: RunContents, other?: RunContents): ShownGraph[] {
  const which = whichOf(view);
  const run = placeOf(contents, chosenIndex(view, contents));
  const built = builtGraph(contents);
  if (which === "compare" && other && other.graphs.length > 0) {
    const pair = [
      { title: other.name, place: placeOf(other, ownIndex(other)) },
      { title: contents.name, place: run },
    ];
    const [before, after] = isSwapped(view) ? pair.toReversed() : pair;
    if (!before || !after) return [];
    return [
      {
        title: before.title,
        asked: { ...before.place, against: { ...after.place, is: "before" } },
      },
      { title: after.title, asked: { ...after.place, against: { ...before.place, is: "after" } } },
    ];
  }
  if (built && which === "built") return [{ title: "As built", asked: built }];
  if (built && which === "both") {
    return [
      { title: "As built", asked: built },
      { title: "Optimized", asked: run },
    ];
  }
  return [{ title: contents.name, asked: run }];
}

/** Whether the first of the shown runs is the earlier one in a comparison. */
export function isSwapped(view: View): boolean {
  return view.get("graph.order") === "swapped";
}

/** The graph as it was built, if the run logged it. */
export function builtGraph(contents: RunContents): GraphPlace | undefined {
  const found = contents.graphs.find(({ tag }) => tag === BUILT);
  return found && contents.logged.graphs ? placeOf(contents, found.index) : undefined;
}

/** The run's own graph unless a tag is chosen. */
export function chosenIndex(view: View, contents: RunContents): number {
  const tag = view.get("graph.tag");
  const chosen = tag === undefined ? undefined : contents.graphs.find((one) => one.tag === tag);
  return chosen?.index ?? ownIndex(contents);
}

function ownIndex({ graphs }: RunContents): number {
  return (graphs.find(({ tag }) => tag === undefined) ?? graphs[0])?.index ?? 0;
}

function placeOf({ name }: RunContents, index: number): GraphPlace {
  return { run: name, index };
}
