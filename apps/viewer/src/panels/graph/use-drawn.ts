import type { DrawOptions } from "../../graph/draw-graph.ts";
import type { DrawnGraph } from "../../graph/drawn-graph.ts";
import type { RunContents } from "../../reading/run-contents.ts";
import type { Loadable } from "../../state/loadable.ts";
import { useApp } from "../../state/use-app.ts";
import { useFetched } from "../../state/use-fetched.ts";
import type { ShownGraph } from "./graph-choice.ts";

/** The drawings of the graphs that are shown; anew when scopes open or the run's log has more. */
export function useDrawn(
  shown: readonly ShownGraph[],
  options: DrawOptions,
  { graphs, profiles, logged }: RunContents,
): Loadable<readonly DrawnGraph[]> {
  const { logs } = useApp();
  const known = [graphs.length, profiles.length, logged.graphs !== undefined];
  return useFetched(
    JSON.stringify([shown, options, known]),
    async () => await Promise.all(shown.map(({ asked }) => logs.drawGraph(asked, options))),
  );
}
