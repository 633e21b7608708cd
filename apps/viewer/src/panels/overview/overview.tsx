import { Contents } from "../../frame/contents.tsx";
import type { RunContents } from "../../reading/run-contents.ts";
import { useApp } from "../../state/use-app.ts";
import type { Panel } from "../panel.ts";
import { SweepHeadline } from "../sweep/sweep-headline.tsx";
import { Headline } from "../trajectories/headline.tsx";
import { Certificate } from "./certificate.tsx";
import { Circuit } from "./circuit.tsx";
import { Comparison } from "./comparison.tsx";
import { Equations } from "./equations.tsx";
import { Parameters, Settings } from "./facts.tsx";
import { Fates } from "./fates.tsx";
import { NoModel } from "./no-model.tsx";
import { Phases } from "./phases.tsx";
import { SweepPoints } from "./sweep-points.tsx";
import { Warnings } from "./warnings.tsx";

/** The landing panel: what was run, by what, and what came of it. */
export const overview: Panel = { id: "overview", title: "Overview", Component: Overview };

function Overview() {
  const run = useApp().primary.value;
  if (!run) return null;
  return <Contents run={run.name}>{(contents) => <RunOverview contents={contents} />}</Contents>;
}

function RunOverview({ contents }: { contents: RunContents }) {
  const { logged } = contents;
  const { model } = logged;
  if (!model) return <NoModel contents={contents} />;
  return (
    <article class="overview">
      <Comparison runs={useApp().shown.value} />
      <Warnings contents={contents} />
      <header>
        <h2>{model.title ?? model.name}</h2>
        {model.description && <p>{model.description}</p>}
        {model.source && <p class="faint">{model.source}</p>}
      </header>
      <section class="about">
        <Equations equations={model.equations} />
        <Circuit species={model.species} influences={model.influences} />
      </section>
      {logged.sweep ? <SweepHeadline contents={contents} /> : <Headline logged={logged} />}
      <Fates events={logged.events} />
      <Certificate logged={logged} />
      <section class="columns">
        <Settings logged={logged} />
        <Parameters model={model} run={logged.run} sweep={logged.sweep} />
        <Phases logged={logged} />
      </section>
      <SweepPoints run={contents.name} sweep={logged.sweep} />
    </article>
  );
}
