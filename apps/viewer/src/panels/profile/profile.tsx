import type { RunMetadata } from "@driftgraph/eventlog";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Download } from "../../charts/chart-files.ts";
import { csvOf, type Table, tableOf } from "../../charts/table.ts";
import { Contents } from "../../frame/contents.tsx";
import { Message } from "../../frame/message.tsx";
import { PanelFrame } from "../../frame/panel-frame.tsx";
import type { RunContents } from "../../reading/run-contents.ts";
import { failed, LOADING, type Loadable, loaded } from "../../state/loadable.ts";
import { useApp } from "../../state/use-app.ts";
import type { Panel } from "../panel.ts";
import { Choice } from "../series/controls.tsx";
import { chromeTrace } from "./chrome-trace.ts";
import { CostTable } from "./cost-table.tsx";
import { FlameGraph } from "./flame-graph.tsx";
import { Fusion } from "./fusion.tsx";
import { GROUPINGS, type Grouping } from "./group-rows.ts";
import { metadataCosts, type OpCost, ownCosts } from "./op-rows.ts";
import { Timeline } from "./timeline.tsx";

/** Where the run's time went: by phase, by op, by line of the model. */
export const profile: Panel = { id: "profile", title: "Profile", Component: Profile };

function Profile() {
  const run = useApp().primary.value;
  if (!run) return null;
  return <Contents run={run.name}>{(contents) => <ProfileOf contents={contents} />}</Contents>;
}

function ProfileOf({ contents }: { contents: RunContents }) {
  const { logged, profiles } = contents;
  const own = useMemo(() => ownCosts(logged), [contents.version]);
  if (logged.profile) return <Costs contents={contents} costs={own} />;
  if (profiles.length > 0) return <TensorFlowProfile contents={contents} />;
  return (
    <Message title="No profile in this log">
      {logged.run
        ? "The run was started with --no-profile, or has not come to its end."
        : "TensorFlow writes one with tf.summary.trace_on(profiler=False) and trace_export, or with RunMetadata."}
    </Message>
  );
}

/** A profile that another program wrote, as RunMetadata. */
function TensorFlowProfile({ contents }: { contents: RunContents }) {
  const { logs } = useApp();
  const [metadata, setMetadata] = useState<Loadable<RunMetadata>>(LOADING);
  const index = contents.profiles.at(-1)?.index ?? 0;
  useEffect(() => {
    let isWanted = true;
    void logs
      .profile(contents.name, index)
      .then((found) => isWanted && setMetadata(loaded(found)))
      .catch((error: unknown) => isWanted && setMetadata(failed(error)));
    return () => {
      isWanted = false;
    };
  }, [contents.name, index]);
  if (metadata.state === "loading") return <Message title="Reading the profile …" busy />;
  if (metadata.state === "failed") {
    return (
      <Message title="The profile can't be read" problem>
        {metadata.error}
      </Message>
    );
  }
  return <Costs contents={contents} costs={metadataCosts(metadata.value)} />;
}

function Costs({ contents, costs }: { contents: RunContents; costs: readonly OpCost[] }) {
  const { view } = useApp();
  const { logged } = contents;
  const grouping = groupingOf(view.get("profile.group"));
  const phases = logged.profile?.phases ?? [];
  return (
    <PanelFrame
      title="Profile"
      help={<Help />}
      downloads={downloads(contents.name, phases, costs)}
      controls={
        <Choice
          label="Group by"
          options={Object.entries(GROUPINGS).map(([key, name]) => [groupingOf(key), name] as const)}
          value={grouping}
          onChange={(next) => view.set({ "profile.group": next })}
        />
      }
    >
      <div class="profile">
        <Timeline phases={phases} />
        {logged.profile && <Fusion profile={logged.profile} />}
        <FlameGraph
          costs={costs}
          selected={view.node.value}
          onSelect={(node) => {
            view.set({ node });
            view.show("graph");
          }}
        />
        <CostTable costs={costs} grouping={grouping} />
      </div>
    </PanelFrame>
  );
}

function Help() {
  return (
    <p>
      Self time is what an op took by itself, for the whole run on one thread and not fused: it says
      what is dear, not when it ran. A scope's inclusive time is that of all ops in it. Ops without
      a time were not timed. A name leads to the graph, a scope of the flame graph becomes the whole
      when it is pressed. TRACE opens in Perfetto.
    </p>
  );
}

function groupingOf(text: string | undefined): Grouping {
  return text === "op" || text === "scope" || text === "place" ? text : "none";
}

function downloads(
  run: string,
  phases: readonly { readonly name: string; readonly time: number }[],
  costs: readonly OpCost[],
): Download[] {
  return [
    {
      format: "TRACE",
      name: "profile.trace.json",
      make: () => new Blob([chromeTrace(run, phases, costs)], { type: "application/json" }),
    },
    {
      format: "CSV",
      name: "profile.csv",
      make: () => new Blob([csvOf(costTable(costs))], { type: "text/csv;charset=utf-8" }),
    },
  ];
}

/** Every op's costs, one a row. */
function costTable(costs: readonly OpCost[]): Table {
  const column = <T,>(of: (cost: OpCost) => T): T[] => costs.map(of);
  return tableOf([
    ["name", column(({ name }) => name)],
    ["op", column(({ op }) => op)],
    ["place in the model", column(({ place = "" }) => place)],
    ["calls", column(({ calls }) => calls)],
    ["self time (µs)", column(({ selfTime = Number.NaN }) => selfTime)],
    ["bytes", column(({ bytes }) => bytes)],
    ["flops", column(({ flops = Number.NaN }) => flops)],
  ]);
}
