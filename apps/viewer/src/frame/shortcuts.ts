import { PANELS } from "../panels/panels.ts";
import type { App } from "../state/app.ts";
import { rowAt } from "../state/logged-time.ts";
import { helpShown } from "./overlays.ts";
import { playing } from "./playing.ts";
import { scrubbed } from "./time-bar.tsx";

/** The keys that work in every panel. */
export const SHORTCUTS: readonly (readonly [key: string, what: string])[] = [
  ["1 … 9", "the panel of that number"],
  ["Space", "play or pause"],
  [", .", "one logged time back, on"],
  ["?", "this list"],
];

/** Acts on a key that no control has taken. */
export function onShortcut(app: App, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event)) return;
  const panel = /^[1-9]$/.test(event.key) ? PANELS[Number(event.key) - 1] : undefined;
  if (panel) app.view.show(panel.id);
  else if (event.key === "?") helpShown.value = true;
  else if (event.key === " ") playing.value = !playing.value;
  else if (event.key === ",") step(app, -1);
  else if (event.key === ".") step(app, 1);
  else return;
  event.preventDefault();
}

function step(app: App, by: number): void {
  const times = scrubbed(app)?.times;
  if (!times || times.length === 0) return;
  const row = rowAt(times, app.view.time.peek()) + by;
  app.view.set({ t: row >= times.length - 1 ? undefined : times[Math.max(0, row)] });
}

/** Keys belong to a field that takes text, and the space bar to what it presses. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=range])")) {
    return true;
  }
  return event.key === " " && target.matches("button, input, a, summary, [role=button]");
}
