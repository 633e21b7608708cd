import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { themeAt, themeChanges } from "../../charts/theme.ts";
import type { DrawnGraph, DrawnItem } from "../../graph/drawn-graph.ts";
import type { GraphSurface, Marked } from "./graph-surface.ts";
import type { Colouring } from "./graph-view.ts";
import type { Place } from "./graph-viewport.ts";
import { ItemMenu, type MenuPlace } from "./item-menu.tsx";
import { loadSurface } from "./load-surface.ts";
import { Minimap } from "./minimap.tsx";
import { usePlace } from "./use-place.ts";
import { nextItem } from "./walk.ts";

export interface GraphCanvasProps {
  readonly title: string;
  readonly drawn: DrawnGraph;
  readonly colouring: Colouring;
  readonly marked: Marked;
  /** What was opened or closed last, and so stays where it is. */
  readonly anchor: string | undefined;
  /** What is seen of it; undefined for all that fits. */
  readonly place: Place | undefined;
  /** Takes the surface while there is one, for downloads. */
  readonly onSurface?: (surface: GraphSurface | undefined) => void;
  /** Tells that something else is seen, once it rests. */
  readonly onPlace: (place: Place | undefined) => void;
  readonly onSelect: (id: string | undefined) => void;
  readonly onToggle: (item: DrawnItem) => void;
  readonly onHover?: (id: string | undefined) => void;
  readonly onTrace: (id: string | undefined) => void;
  readonly onSearch: () => void;
}

/** One drawing of a graph: pan, zoom, select, open; by pointer and by keys. */
export function GraphCanvas(props: GraphCanvasProps) {
  const { title, drawn, colouring, marked, anchor, place } = props;
  const host = useRef<HTMLDivElement>(null);
  const [surface, setSurface] = useState<GraphSurface>();
  const [menu, setMenu] = useState<MenuPlace>();
  const [moved, setMoved] = useState(0);
  const [isMapShown, showMap] = useState(true);
  const latest = useRef(props);
  latest.current = props;

  useLayoutEffect(() => {
    const container = host.current;
    if (!container) return undefined;
    let made: GraphSurface | undefined;
    let isGone = false;
    const observer = new ResizeObserver(() => made?.resize());
    void loadSurface().then((Surface) => {
      if (isGone) return;
      made = new Surface(container, {
        select: (id) => latest.current.onSelect(id),
        toggle: (item) => latest.current.onToggle(item),
        hover: (id) => latest.current.onHover?.(id),
        menu: (item, x, y) => setMenu({ item, x, y }),
        moved: () => setMoved((count) => count + 1),
      });
      setSurface(made);
      latest.current.onSurface?.(made);
      observer.observe(container);
    });
    return () => {
      isGone = true;
      observer.disconnect();
      latest.current.onSurface?.(undefined);
      made?.close();
    };
  }, []);

  useEffect(() => {
    const container = host.current;
    if (!surface || !container) return;
    const isAnimated = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    const look = { theme: themeAt(container), colouring: latest.current.colouring };
    void surface.show(drawn, look, place, latest.current.anchor, isAnimated).then(() => {
      surface.mark(latest.current.marked);
      performance.mark(
        anchor === undefined ? "driftgraph:graph-drawn" : "driftgraph:scope-expanded",
      );
    });
  }, [surface, drawn]);

  useEffect(() => {
    const container = host.current;
    if (!surface || !container) return undefined;
    const root = container.getRootNode();
    const themes = themeChanges(root instanceof ShadowRoot ? root.host : document.body);
    const unsubscribe = themes.changes.subscribe(() =>
      surface.paint({ theme: themeAt(container), colouring }),
    );
    return () => {
      unsubscribe();
      themes.end();
    };
  }, [surface, colouring]);

  useEffect(() => {
    surface?.mark(marked);
    if (marked.selected !== undefined) surface?.reveal(marked.selected);
  }, [surface, drawn, marked.selected, marked.linked, marked.traced, marked.critical]);

  usePlace(surface, place, moved, props.onPlace);

  return (
    <section class="graph-canvas">
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing that takes keys is no fieldset */}
      <div
        class="cytoscape"
        ref={host}
        role="group"
        aria-label={`${title}: ${drawn.items.length} items, ${drawn.ops} ops. Arrow keys walk along edges, Enter opens.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys walk through it
        tabIndex={0}
        onKeyDown={(event) => surface && onKey(event, props, surface)}
        // Cytoscape takes the focus away when a button goes down; keys are for what was clicked.
        onClick={(event) => event.currentTarget.focus({ preventScroll: true })}
        onContextMenu={(event) => event.preventDefault()}
      />
      <div class="graph-tools">
        <button
          type="button"
          aria-label="Smaller"
          onClick={() => surface?.viewport.zoomBy(1 / 1.4)}
        >
          −
        </button>
        <button type="button" aria-label="Larger" onClick={() => surface?.viewport.zoomBy(1.4)}>
          +
        </button>
        <button type="button" title="All of it (f)" onClick={() => surface?.fit()}>
          Fit
        </button>
        <button
          type="button"
          title="The whole drawing, small, while not all of it is in view"
          class="map-toggle"
          aria-pressed={isMapShown}
          onClick={() => showMap(!isMapShown)}
        >
          Map
        </button>
      </div>
      {surface && isMapShown && drawn.items.length > 0 && (
        <Minimap drawn={drawn} surface={surface} moved={moved} />
      )}
      {menu && <ItemMenu {...props} place={menu} onClose={() => setMenu(undefined)} />}
    </section>
  );
}

function onKey(event: KeyboardEvent, props: GraphCanvasProps, surface: GraphSurface): void {
  const { drawn, marked, onSelect, onToggle, onSearch } = props;
  const selected = drawn.items.find(({ id }) => id === marked.selected);
  const next = nextItem(drawn, selected, event.key);
  if (next !== undefined) onSelect(next);
  else if (event.key === "Enter" && selected && selected.kind !== "op") onToggle(selected);
  else if (event.key === "Escape") onSelect(selected?.parent);
  else if (event.key === "f") surface.fit();
  else if (event.key === "+") surface.viewport.zoomBy(1.4);
  else if (event.key === "-") surface.viewport.zoomBy(1 / 1.4);
  else if (event.key === "/") onSearch();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
