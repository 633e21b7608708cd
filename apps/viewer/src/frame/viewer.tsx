import { PANELS } from "../panels/panels.ts";
import type { App } from "../state/app.ts";
import { AppContext } from "../state/use-app.ts";
import { Header } from "./header.tsx";
import { KeyboardHelp } from "./keyboard-help.tsx";
import { Message } from "./message.tsx";
import { RunsList } from "./runs-list.tsx";
import { Tabs } from "./tabs.tsx";
import { TimeBar } from "./time-bar.tsx";

/** The whole viewer: runs at the left, the chosen panel beside them. */
export function Viewer({ app }: { app: App }) {
  return (
    <AppContext.Provider value={app}>
      <div class="frame">
        <Header />
        <RunsList />
        <main class="content">
          {app.feed.notice !== undefined && <p class="notice">{app.feed.notice}</p>}
          <Trouble app={app} />
          <Missing app={app} />
          <Tabs />
          <Shown app={app} />
          <TimeBar />
        </main>
      </div>
      <KeyboardHelp />
    </AppContext.Provider>
  );
}

/** That what is shown may be out of date, and why. */
function Trouble({ app }: { app: App }) {
  const trouble = app.trouble.value;
  return (
    <div role="status">
      {trouble !== undefined && (
        <p class="notice">{`${trouble} Until then, this is what was read last.`}</p>
      )}
    </div>
  );
}

/** That the address names runs that aren't there, so that nobody takes others for them. */
function Missing({ app }: { app: App }) {
  const names = app.missing.value;
  const refusal = app.refusal.value;
  const shown = app.shown.value[0];
  const instead =
    names.length === app.view.runs.value.length && shown
      ? ` What is shown is ${shown.name}, the newest.`
      : "";
  return (
    <div role="status">
      {names.length > 0 && (
        <p class="notice">
          {names.length === 1
            ? `The run ${names[0]} of this address isn't here: it was renamed or deleted, or is in another folder.${instead}`
            : `${names.length} runs of this address aren't here: ${names.join(", ")}.${instead}`}
        </p>
      )}
      {refusal !== undefined && (
        <p class="notice">
          {`${refusal} `}
          <button
            type="button"
            onClick={() => {
              app.refusal.value = undefined;
            }}
          >
            Close
          </button>
        </p>
      )}
    </div>
  );
}

function Shown({ app }: { app: App }) {
  const runs = app.runs.value;
  if (runs.state === "loading") return <Message title="Looking for runs …" busy />;
  if (runs.state === "failed") {
    return (
      <Message title="The runs can't be listed" problem>
        {runs.error}
      </Message>
    );
  }
  if (runs.value.length === 0) {
    return (
      <Message title="No run logs here yet">
        A run that is written to this folder appears here while it runs, as of{" "}
        <code>driftgraph run switch --logdir FOLDER</code>. Or drop event files on this page.
      </Message>
    );
  }
  const panel = PANELS.find(({ id }) => id === app.view.panel.value) ?? PANELS[0];
  return (
    <div class="panel" role="tabpanel" id="panel" aria-label={panel?.title}>
      {panel && <panel.Component key={panel.id} />}
    </div>
  );
}
