import { useEffect, useRef } from "preact/hooks";
import type { DrawnItem } from "../../graph/drawn-graph.ts";
import type { GraphCanvasProps } from "./graph-canvas.tsx";

/** Where a menu stands, and what it is for. */
export interface MenuPlace {
  readonly item: DrawnItem;
  readonly x: number;
  readonly y: number;
}

/** What can be done with an item, at the pointer. */
export function ItemMenu({
  place: { item, x, y },
  marked,
  onToggle,
  onSelect,
  onTrace,
  onClose,
}: Pick<GraphCanvasProps, "marked" | "onToggle" | "onSelect" | "onTrace"> & {
  place: MenuPlace;
  onClose: () => void;
}) {
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    menu.current?.querySelector("button")?.focus();
    const outside = (event: Event): void => {
      if (menu.current && !event.composedPath().includes(menu.current)) onClose();
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, []);
  const actions: [string, () => void][] = [
    ["Describe", () => onSelect(item.id)],
    [
      marked.traced === item.id ? "End tracing" : "Trace inputs",
      () => onTrace(marked.traced === item.id ? undefined : item.id),
    ],
    ["Copy name", () => void navigator.clipboard?.writeText(item.id)],
  ];
  if (item.kind !== "op") actions.unshift([item.isOpen ? "Close" : "Open", () => onToggle(item)]);
  return (
    <div
      class="item-menu"
      ref={menu}
      role="menu"
      tabIndex={-1}
      aria-label={item.id}
      style={{ left: `${x}px`, top: `${y}px` }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
    >
      {actions.map(([name, act]) => (
        <button
          key={name}
          type="button"
          role="menuitem"
          onClick={() => {
            act();
            onClose();
          }}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
