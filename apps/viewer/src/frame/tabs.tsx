import { useEffect, useRef } from "preact/hooks";
import { PANELS } from "../panels/panels.ts";
import { useApp } from "../state/use-app.ts";

/** Chooses the panel; arrow keys go from tab to tab. */
export function Tabs() {
  const { view, runs } = useApp();
  // An address may name a panel that isn't there: then the first is shown.
  const chosen = Math.max(
    0,
    PANELS.findIndex(({ id }) => id === view.panel.value),
  );
  const hasPanel = runs.value.state === "loaded" && runs.value.value.length > 0;
  const list = useRef<HTMLDivElement>(null);
  // On a narrow page there is no room for all.
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [chosen]);
  const move = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const next = by && PANELS[(chosen + by + PANELS.length) % PANELS.length];
    if (!next) return;
    event.preventDefault();
    view.show(next.id);
    const tabs = event.currentTarget;
    if (tabs instanceof HTMLElement)
      tabs.querySelector<HTMLElement>(`[data-panel="${next.id}"]`)?.focus();
  };
  return (
    <div ref={list} class="tabs" role="tablist" aria-label="Panels" onKeyDown={move}>
      {PANELS.map(({ id, title }, i) => (
        <button
          key={id}
          type="button"
          role="tab"
          data-panel={id}
          aria-selected={i === chosen}
          aria-controls={hasPanel ? "panel" : undefined}
          tabIndex={i === chosen ? 0 : -1}
          onClick={() => view.show(id)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
