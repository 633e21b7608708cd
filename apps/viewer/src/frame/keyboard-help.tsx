import { useEffect, useRef } from "preact/hooks";
import { PANELS } from "../panels/panels.ts";
import { useApp } from "../state/use-app.ts";
import { helpShown } from "./overlays.ts";
import { SHORTCUTS } from "./shortcuts.ts";

/** All keys, the chosen panel's own after those that always work. */
export function KeyboardHelp() {
  const dialog = useRef<HTMLDialogElement>(null);
  const panel = PANELS.find(({ id }) => id === useApp().view.panel.value);
  const isShown = helpShown.value;
  useEffect(() => {
    if (isShown) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isShown]);
  return (
    <dialog
      ref={dialog}
      class="help"
      aria-labelledby="help-title"
      onClose={() => {
        helpShown.value = false;
      }}
    >
      <h2 id="help-title">Keys</h2>
      <Keys keys={SHORTCUTS} />
      {panel?.keys && (
        <>
          <h3>{panel.title}</h3>
          <Keys keys={panel.keys} />
        </>
      )}
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}

function Keys({ keys }: { keys: readonly (readonly [key: string, what: string])[] }) {
  return (
    <dl>
      {keys.map(([key, what]) => (
        <>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{what}</dd>
        </>
      ))}
    </dl>
  );
}
