import { useEffect, useRef, useState } from "preact/hooks";
import { Message } from "../../frame/message.tsx";
import { PanelFrame } from "../../frame/panel-frame.tsx";
import type { DrawnGraph, DrawnItem } from "../../graph/drawn-graph.ts";
import type { RunContents } from "../../reading/run-contents.ts";
import { useApp } from "../../state/use-app.ts";
import { GraphCanvas } from "./graph-canvas.tsx";
import type { ShownGraph } from "./graph-choice.ts";
import { GraphControls } from "./graph-controls.tsx";
import { graphDownloads } from "./graph-downloads.ts";
import { GraphHelp } from "./graph-help.tsx";
import { keepPlace, placeOn } from "./graph-places.ts";
import type { GraphSurface } from "./graph-surface.ts";
import { colouringOf, keepOpen, openScopes, whichOf } from "./graph-view.ts";
import { HoverLine } from "./hover-line.tsx";
import { InfoCard } from "./info-card.tsx";
import { ItemsList } from "./items-list.tsx";
import { Legend } from "./legend.tsx";
import { counterparts, itemHolding, itemsHolding } from "./linked-items.ts";
import { PassList } from "./pass-list.tsx";
import { SearchBox } from "./search-box.tsx";
import { useDrawn } from "./use-drawn.ts";
import { useReveal } from "./use-reveal.ts";

interface Hovered {
  readonly side: number;
  readonly id: string;
}

/** One graph or two side by side, with all that is said and done around them. */
export function GraphWorkspace({
  contents,
  shown,
}: {
  contents: RunContents;
  shown: readonly ShownGraph[];
}) {
  const { view } = useApp();
  const search = useRef<HTMLDivElement>(null);
  const surfaces = useRef<(GraphSurface | undefined)[]>([]);
  const [anchor, setAnchor] = useState<string>();
  const [hovered, setHovered] = useState<Hovered>();
  const [pass, choosePass] = useState<number>();
  const colouring = colouringOf(view, shown.length > 1 ? "change" : "scope");
  const keepAll = view.get("graph.flow") === "all";
  const drawings = useDrawn(shown, { open: openScopes(view), keepAll }, contents);
  const drawn = drawings.state === "loaded" ? drawings.value : [];
  // While a drawing of other graphs is on its way, the old ones are not what is shown.
  const isCurrent = drawn.length === shown.length;
  const chosen = shown.at(-1);
  const node = view.node.value;
  const cardOf = whichHas(drawn, node) ?? shown.length - 1;
  useReveal(isCurrent ? drawn : [], shown, node, (open) => keepOpen(view, open));
  useEffect(() => setAnchor(undefined), [JSON.stringify(shown)]);

  const select = (id: string | undefined): void => view.set({ node: id?.replace(/\/\(op\)$/, "") });
  const toggle = ({ id, isOpen }: DrawnItem): void => {
    const open = new Set(drawn.flatMap((one) => one.open));
    if (isOpen) open.delete(id);
    else open.add(id);
    setAnchor(id);
    keepOpen(view, [...open]);
  };
  const { graphs } = contents.logged;
  const isOptimizer = whichOf(view) === "both";
  const linkedIn = (side: number): ReadonlySet<string> => {
    const one = drawn[side];
    if (!one) return new Set();
    const removed = side === 0 && pass !== undefined ? graphs?.passes[pass]?.removed : undefined;
    if (hovered && hovered.side !== side && drawn.length > 1) {
      const becomes = isOptimizer ? graphs?.becomes : undefined;
      const names = counterparts(hovered.id, becomes, hovered.side === 0 ? "before" : "after");
      return itemsHolding(one, names);
    }
    return removed ? itemsHolding(one, removed) : new Set();
  };
  const hoveredGraph = hovered && shown[hovered.side];

  return (
    <PanelFrame
      title="Graph"
      help={<GraphHelp />}
      controls={
        <>
          <GraphControls contents={contents} colouring={colouring} />
          {chosen && (
            <div class="search-place" ref={search}>
              <SearchBox asked={chosen.asked} onSelect={select} />
            </div>
          )}
        </>
      }
      downloads={isCurrent ? graphDownloads(shown, drawn, colouring, surfaces.current) : []}
    >
      {drawings.state === "loading" && <Message title="Laying out the graph …" busy />}
      {drawings.state === "failed" && (
        <Message title="This graph can't be drawn" problem>
          {`${drawings.error} See Events for what is wrong with its record.`}
        </Message>
      )}
      {isCurrent && (
        <div class={node === undefined ? "graph-work" : "graph-work with-card"}>
          <div class="graph-sides">
            {shown.map(({ title, asked }, side) => {
              const one = drawn[side];
              return (
                one && (
                  <figure key={JSON.stringify(asked)} class="graph-side">
                    {shown.length > 1 && <figcaption>{title}</figcaption>}
                    <GraphCanvas
                      title={title}
                      drawn={one}
                      colouring={colouring}
                      marked={{
                        selected: node === undefined ? undefined : itemHolding(one, node),
                        linked: linkedIn(side),
                        traced: view.get("graph.trace"),
                        critical: view.get("graph.critical") === "on",
                      }}
                      anchor={anchor}
                      place={placeOn(view, side)}
                      onPlace={(place) => keepPlace(view, side, place)}
                      onSurface={(surface) => {
                        surfaces.current[side] = surface;
                      }}
                      onSelect={select}
                      onToggle={toggle}
                      onHover={(id) => setHovered(id === undefined ? undefined : { side, id })}
                      onTrace={(id) => view.set({ "graph.trace": id })}
                      onSearch={() => search.current?.querySelector("input")?.focus()}
                    />
                  </figure>
                )
              );
            })}
          </div>
          {node !== undefined && shown[cardOf] && (
            <InfoCard
              asked={shown[cardOf].asked}
              id={node}
              logged={contents.logged}
              onSelect={select}
            />
          )}
        </div>
      )}
      <HoverLine asked={hoveredGraph?.asked} id={hovered?.id} />
      {drawn[0] && <Legend drawn={drawn[0]} colouring={colouring} />}
      {drawn.map((one, side) => (
        <ItemsList key={side} drawn={one} onSelect={select} />
      ))}
      {graphs && isOptimizer && (
        <PassList passes={graphs.passes} chosen={pass} onChoose={choosePass} />
      )}
    </PanelFrame>
  );
}

/** The last drawing that has an item of this name. */
function whichHas(drawn: readonly DrawnGraph[], node: string | undefined): number | undefined {
  const side = drawn.findLastIndex(({ items }) => items.some(({ id }) => id === node));
  return side < 0 ? undefined : side;
}
