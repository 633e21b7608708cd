import { useEffect, useRef, useState } from "preact/hooks";
import type { RunEntry } from "../reading/run-entry.ts";
import { valueText } from "../runs/differences.ts";
import { isPoint } from "../runs/run-tree.ts";
import { symbolOf } from "../runs/symbol.ts";
import { PALETTE_SIZE, paletteColour } from "../state/palette.ts";
import { useApp } from "../state/use-app.ts";

/** What a run was given, and what can be done with it: colour, name, deletion. */
export function RunDialog({ run, onClose }: { run: RunEntry; onClose: () => void }) {
  const { actions } = useApp().feed;
  const dialog = useRef<HTMLDialogElement>(null);
  const [problem, setProblem] = useState<string>();
  useEffect(() => dialog.current?.showModal(), []);
  const attempt = async (act: () => Promise<unknown>): Promise<void> => {
    try {
      await act();
      dialog.current?.close();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <dialog ref={dialog} class="help run-dialog" aria-labelledby="run-title" onClose={onClose}>
      <h2 id="run-title">{run.name}</h2>
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <Colours run={run} />
      <Parameters run={run} />
      {actions?.renameRun && !isPoint(run) && run.name !== "." && (
        <Rename run={run} attempt={attempt} />
      )}
      {actions?.deleteRun && run.name !== "." && <Delete run={run} attempt={attempt} />}
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}

type Attempt = (act: () => Promise<unknown>) => Promise<void>;

function Colours({ run }: { run: RunEntry }) {
  const app = useApp();
  const chosen = app.chosenColour(run.name);
  return (
    <fieldset>
      <legend>Colour</legend>
      {Array.from({ length: PALETTE_SIZE }, (_, i) => (
        <button
          key={paletteColour(i)}
          type="button"
          aria-label={`Colour ${i + 1}`}
          aria-pressed={chosen === i}
          onClick={() => app.chooseColour(run.name, chosen === i ? undefined : i)}
        >
          <span class="chip" style={{ background: paletteColour(i) }} />
        </button>
      ))}
    </fieldset>
  );
}

function Parameters({ run }: { run: RunEntry }) {
  const entries = Object.entries({ ...run.parameters, ...run.point });
  if (entries.length === 0) return <p class="faint">The log says nothing of the run itself.</p>;
  return (
    <dl>
      {entries.map(([name, value]) => (
        <>
          <dt title={name}>{symbolOf(name)}</dt>
          <dd>{valueText(value)}</dd>
        </>
      ))}
    </dl>
  );
}

function Rename({ run, attempt }: { run: RunEntry; attempt: Attempt }) {
  const app = useApp();
  const [name, setName] = useState(run.name.slice(run.name.lastIndexOf("/") + 1));
  const rename = async (): Promise<void> => {
    const renamed = await app.feed.actions?.renameRun?.(run.name, name.trim());
    const selected = app.view.runs.peek();
    app.view.set({ run: selected.map((one) => (one === run.name ? (renamed ?? one) : one)) });
    app.update();
  };
  return (
    <form
      class="rename"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(rename);
      }}
    >
      <input
        aria-label="New name"
        value={name}
        onInput={({ currentTarget: { value } }) => setName(value)}
      />
      <button type="submit">Rename</button>
    </form>
  );
}

/** Asks before it deletes: nothing brings a run back. */
function Delete({ run, attempt }: { run: RunEntry; attempt: Attempt }) {
  const app = useApp();
  const [isAsking, ask] = useState(false);
  const runs = app.runs.value.state === "loaded" ? app.runs.value.value : [];
  const within = runs.filter(({ name }) => name.startsWith(`${run.name}/`)).length;
  const remove = async (): Promise<void> => {
    await app.feed.actions?.deleteRun?.(run.name);
    app.view.set({ run: app.view.runs.peek().filter((name) => name !== run.name) });
    app.update();
  };
  if (!isAsking) {
    return (
      <button type="button" class="problem" onClick={() => ask(true)}>
        Delete …
      </button>
    );
  }
  return (
    <div role="alert">
      <p>
        Delete the folder {run.name}
        {within > 0 && ` and the ${within} runs in it`}? Nothing brings it back.
      </p>
      <button type="button" class="problem" onClick={() => void attempt(remove)}>
        Delete
      </button>
      <button type="button" onClick={() => ask(false)}>
        Keep
      </button>
    </div>
  );
}
