import { Contents } from "../../frame/contents.tsx";
import type { RunContents } from "../../reading/run-contents.ts";
import { useApp } from "../../state/use-app.ts";
import type { Panel } from "../panel.ts";
import { Equations } from "./equations.tsx";

/** The landing panel: what was run, by what, and what came of it. */
export const overview: Panel = { id: "overview", title: "Overview", Component: Overview };

function Overview() {
  const run = useApp().primary.value;
  if (!run) return null;
  return <Contents run={run.name}>{(contents) => <RunOverview contents={contents} />}</Contents>;
}

function RunOverview({ contents: { logged } }: { contents: RunContents }) {
  const { model } = logged;
  return (
    <article>
      <h2>{model?.title ?? model?.name}</h2>
      {model && <Equations equations={model.equations} />}
    </article>
  );
}
