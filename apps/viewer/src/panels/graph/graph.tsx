import { useEffect } from "preact/hooks";
import { Contents } from "../../frame/contents.tsx";
import { Message } from "../../frame/message.tsx";
import { useApp } from "../../state/use-app.ts";
import type { Panel } from "../panel.ts";
import { GraphPanel } from "./graph-panel.tsx";
import { loadSurface } from "./load-surface.ts";

/** The graph of a run: what is computed, in what order, at what cost. */
export const graph: Panel = {
  id: "graph",
  title: "Graph",
  Component: Graph,
  keys: [
    ["← → ↑ ↓", "along the edges"],
    ["Enter", "open or close the scope"],
    ["Escape", "up to the scope around it"],
    ["/", "find an op or scope"],
    ["f", "all of it"],
    ["+ −", "larger, smaller"],
  ],
};

function Graph() {
  const run = useApp().primary.value;
  // While the log is read.
  useEffect(() => void loadSurface(), []);
  if (!run) return null;
  return (
    <Contents run={run.name} key={run.name}>
      {(contents) =>
        contents.graphs.length > 0 ? (
          <GraphPanel contents={contents} />
        ) : (
          <Message title="This run has no graph">
            Driftgraph logs one with every run. TensorFlow logs one with tf.summary.graph or
            tf.summary.trace_export, Keras with its TensorBoard callback, PyTorch with
            SummaryWriter.add_graph.
          </Message>
        )
      }
    </Contents>
  );
}
