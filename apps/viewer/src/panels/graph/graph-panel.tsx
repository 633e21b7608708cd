import { Message } from "../../frame/message.tsx";
import type { RunContents } from "../../reading/run-contents.ts";
import { useApp } from "../../state/use-app.ts";
import { shownGraphs } from "./graph-choice.ts";
import { whichOf } from "./graph-view.ts";
import { GraphWorkspace } from "./graph-workspace.tsx";

/** Finds out which graphs are to be shown; for a comparison the other run's have to be there, too. */
export function GraphPanel({ contents }: { contents: RunContents }) {
  const { view, shown, contents: contentsOf } = useComparison(contents);
  if (whichOf(view) === "compare" && shown === undefined) {
    return (
      <Message title="Which runs?">
        Select a second run in the list to see what differs between the two graphs.{" "}
        <button type="button" onClick={() => view.set({ "graph.show": undefined })}>
          Show this run's graph
        </button>
      </Message>
    );
  }
  if (contentsOf?.state === "loading") return <Message title={`Reading ${shown} …`} busy />;
  if (contentsOf?.state === "failed") {
    return (
      <Message title={`${shown} can't be read`} problem>
        {contentsOf.error}
      </Message>
    );
  }
  const graphs = shownGraphs(view, contents, contentsOf?.value);
  return <GraphWorkspace contents={contents} shown={graphs} />;
}

/** The run that is compared with: the one that is chosen, or else the second that is shown. */
function useComparison({ name: own }: RunContents) {
  const app = useApp();
  const names = app.shown.value.map(({ name }) => name).filter((name) => name !== own);
  const asked = app.view.get("graph.other");
  const name = asked !== undefined && names.includes(asked) ? asked : names[0];
  const isCompared = whichOf(app.view) === "compare" && name !== undefined;
  return {
    view: app.view,
    shown: name,
    contents: isCompared ? app.contents(name).value : undefined,
  };
}
