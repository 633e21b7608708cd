import type { RunContents } from "../../reading/run-contents.ts";
import { useApp } from "../../state/use-app.ts";
import { Toggle } from "../series/controls.tsx";
import { builtGraph, chosenIndex, isSwapped } from "./graph-choice.ts";
import { NO_PLACES } from "./graph-places.ts";
import { COLOURINGS, type Colouring, whichOf } from "./graph-view.ts";

/** Which graph, which colours, what is drawn in the flow. */
export function GraphControls({
  contents,
  colouring,
}: {
  contents: RunContents;
  colouring: Colouring;
}) {
  const { view, shown } = useApp();
  const which = whichOf(view);
  const others = contents.graphs.filter(({ tag }) => tag !== "built" || !builtGraph(contents));
  return (
    <>
      <label>
        show
        <select
          value={which}
          onChange={({ currentTarget: { value } }) =>
            view.set({ "graph.show": value, ...NO_PLACES })
          }
        >
          <option value="run">the run's graph</option>
          {builtGraph(contents) && <option value="built">as built</option>}
          {builtGraph(contents) && <option value="both">built and optimized</option>}
          <option value="compare">difference to another run</option>
        </select>
      </label>
      {which === "compare" && shown.value.length > 2 && <OtherRun contents={contents} />}
      {which === "compare" && shown.value.length > 1 && (
        <button
          type="button"
          title="Change what was before and what is after"
          onClick={() =>
            view.set({ "graph.order": isSwapped(view) ? undefined : "swapped", ...NO_PLACES })
          }
        >
          ⇄ swap
        </button>
      )}
      {others.length > 1 && (
        <label>
          graph
          <select
            value={chosenIndex(view, contents)}
            onChange={({ currentTarget: { value } }) =>
              view.set({
                "graph.tag": contents.graphs[Number(value)]?.tag,
                "graph.open": undefined,
                ...NO_PLACES,
              })
            }
          >
            {others.map(({ index, tag }) => (
              <option key={index} value={index}>
                {tag ?? "run graph"}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        colour
        <select
          value={colouring}
          onChange={({ currentTarget: { value } }) => view.set({ "graph.colour": value })}
        >
          {Object.entries(COLOURINGS).map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <Toggle
        label="critical path"
        value={view.get("graph.critical") === "on"}
        onChange={(on) => view.set({ "graph.critical": on ? "on" : undefined })}
      />
      <Toggle
        label="all in the flow"
        value={view.get("graph.flow") === "all"}
        onChange={(on) => view.set({ "graph.flow": on ? "all" : undefined })}
      />
    </>
  );
}

/** Which of the shown runs the first one is compared with. */
function OtherRun({ contents }: { contents: RunContents }) {
  const { view, shown } = useApp();
  return (
    <label>
      to
      <select
        value={view.get("graph.other")}
        onChange={({ currentTarget: { value } }) =>
          view.set({ "graph.other": value, ...NO_PLACES })
        }
      >
        {shown.value
          .filter(({ name }) => name !== contents.name)
          .map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
      </select>
    </label>
  );
}
