import { changeTheme, theme } from "../state/theme.ts";
import { useApp } from "../state/use-app.ts";
import { helpShown } from "./overlays.ts";
import { ShareButton } from "./share-button.tsx";

const THEMES = { auto: "◐", dark: "●", light: "○" } as const;

/** From the top to the panels, past what may be hundreds of runs. */
function skipRuns(event: MouseEvent): void {
  const root =
    event.currentTarget instanceof Element ? event.currentTarget.getRootNode() : undefined;
  if (!(root instanceof ShadowRoot)) return;
  root.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
}

/** What stands over everything: the run that is shown, and what can be done with it. */
export function Header() {
  const { primary, shown, feed } = useApp();
  const others = shown.value.length - 1;
  return (
    <header class="bar">
      <button type="button" class="skip" onClick={skipRuns}>
        Skip the list of runs
      </button>
      <h1>Driftgraph</h1>
      <span class="faint" aria-hidden="true">
        ·
      </span>
      <span class="name" title={feed.title}>
        {primary.value?.name ?? feed.title}
        {others > 0 && <span class="faint">{` and ${others} more`}</span>}
      </span>
      <span class="fill" />
      <ShareButton />
      <button
        type="button"
        aria-label={`Colours: ${theme.value}`}
        title={`Colours: ${theme.value}`}
        onClick={changeTheme}
      >
        {THEMES[theme.value]}
      </button>
      <button
        type="button"
        aria-label="Keys"
        title="Keys (?)"
        onClick={() => {
          helpShown.value = true;
        }}
      >
        ?
      </button>
    </header>
  );
}
