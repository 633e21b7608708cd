import cytoscape, { type Core, type ElementDefinition, type NodeSingular } from "cytoscape";
import type { Theme } from "../../charts/theme.ts";
import type { DrawnGraph, DrawnItem } from "../../graph/drawn-graph.ts";
import type { Colouring } from "./graph-view.ts";
import { type Fill, fillOf } from "./item-colour.ts";
import { styleSheet } from "./style-sheet.ts";

/** What the surface tells of the pointer. */
export interface SurfaceEvents {
  select(id: string | undefined): void;
  toggle(item: DrawnItem): void;
  hover(id: string | undefined): void;
  /** A menu is asked for, at a place within the surface. */
  menu(item: DrawnItem, x: number, y: number): void;
  /** The part of the drawing that is seen has changed. */
  moved(): void;
}

/** What is marked in the drawing. */
export interface Marked {
  readonly selected: string | undefined;
  /** Items that belong to what is hovered in the other drawing. */
  readonly linked: ReadonlySet<string>;
  readonly traced: string | undefined;
  readonly critical: boolean;
}

/** Elements that are added in one go; more would hold up the page. */
const CHUNK = 300;
/** Beyond this many elements nothing is animated and hovering dims nothing. */
const MANY = 700;
const TRANSITION_MS = 180;
const FIT_PADDING = 24;
/** A drawing that would have to be smaller than this to fit is shown from its start. */
const LEAST_FIT = 0.25;

/** cytoscape would put a style element with this id into the page, which a strict policy forbids. */
const STYLE_ID = "__________cytoscape_stylesheet";

/** A graph on the screen: cytoscape draws what it is given at the places that it is given. */
export class GraphSurface {
  readonly #cy: Core;
  readonly #events: SurfaceEvents;
  #drawn: DrawnGraph | undefined;
  #items: ReadonlyMap<string, DrawnItem> = new Map();
  #adding = 0;

  constructor(container: HTMLElement, events: SurfaceEvents) {
    this.#events = events;
    keepStyleOut();
    this.#cy = cytoscape({
      container,
      layout: { name: "preset" },
      autoungrabify: true,
      boxSelectionEnabled: false,
      minZoom: 0.02,
      maxZoom: 4,
      textureOnViewport: false,
    });
    this.#listen();
  }

  get zoom(): number {
    return this.#cy.zoom();
  }

  /** The seen part of the drawing, in its own units. */
  get seen(): { readonly x: number; readonly y: number; readonly w: number; readonly h: number } {
    const { x1, y1, w, h } = this.#cy.extent();
    return { x: x1, y: y1, w, h };
  }

  /**
   * Shows a drawing; resolves when all of it is there.
   *
   * @param anchor what stays where it is on the screen
   */
  async show(drawn: DrawnGraph, anchor: string | undefined, isAnimated: boolean): Promise<void> {
    const turn = ++this.#adding;
    const before = this.#drawn;
    const at = anchor === undefined ? undefined : this.#topLeft(anchor);
    this.#drawn = drawn;
    this.#items = new Map(drawn.items.map((item) => [item.id, item]));
    const [nodes, edges] = [drawn.items.map(nodeOf), drawn.edges.map(edgeOf)];
    const moves = isAnimated && nodes.length < MANY;
    this.#cy.batch(() => {
      this.#cy.edges().remove();
      const ids = new Set(nodes.map(({ data }) => data.id));
      this.#cy
        .nodes()
        .filter((node) => !ids.has(node.id()))
        .remove();
    });
    this.#place(nodes, moves);
    const added = [
      ...nodes.filter(({ data }) => this.#cy.getElementById(data.id ?? "").empty()),
      ...edges,
    ];
    for (let i = 0; i < added.length; i += CHUNK) {
      if (turn !== this.#adding) return;
      this.#cy.add(added.slice(i, i + CHUNK));
      if (i + CHUNK < added.length) await nextFrame();
    }
    if (!before) this.fit();
    else if (at && anchor !== undefined) this.#keep(anchor, at);
  }

  /** Paints all items anew: the colouring or the theme is another one. */
  paint(theme: Theme, colouring: Colouring): void {
    const drawn = this.#drawn;
    if (!drawn) return;
    this.#cy.style(styleSheet(theme));
    this.#cy.batch(() => {
      this.#cy.nodes().forEach((node) => {
        const item = this.#items.get(node.id());
        if (item) node.data("fill", mixed(theme, fillOf(item, colouring, drawn)));
      });
    });
  }

  mark({ selected, linked, traced, critical }: Marked): void {
    this.#cy.batch(() => {
      this.#cy.elements().removeClass("selected linked traced critical near");
      this.#cy.nodes().forEach((node) => {
        if (node.id() === selected) node.addClass("selected");
        if (linked.has(node.id())) node.addClass("linked");
        if (critical && this.#items.get(node.id())?.isCritical) node.addClass("critical");
      });
      if (selected !== undefined)
        this.#cy.getElementById(selected).connectedEdges().addClass("near");
      if (traced !== undefined) {
        const start = this.#cy.getElementById(traced);
        start.union(start.predecessors()).addClass("traced");
      }
    });
  }

  fit(): void {
    const { width, height } = this.#drawn ?? { width: 1, height: 1 };
    const room = { w: this.#cy.width() - 2 * FIT_PADDING, h: this.#cy.height() - 2 * FIT_PADDING };
    const zoom = Math.min(1.2, room.w / width, room.h / height);
    if (zoom >= LEAST_FIT || this.#items.size === 0) this.#cy.fit(undefined, FIT_PADDING);
    else this.#cy.zoom(LEAST_FIT * 2).pan({ x: FIT_PADDING, y: FIT_PADDING });
    if (this.#cy.zoom() > 1.2) {
      this.#cy.zoom(1.2);
      this.#cy.center();
    }
  }

  zoomBy(factor: number): void {
    const center = { x: this.#cy.width() / 2, y: this.#cy.height() / 2 };
    this.#cy.zoom({ level: this.#cy.zoom() * factor, renderedPosition: center });
  }

  /** Brings an item into view, if it isn't. */
  reveal(id: string): void {
    const node = this.#cy.getElementById(id);
    if (node.empty()) return;
    const { x1, y1, x2, y2 } = node.renderedBoundingBox({});
    const isSeen = x1 >= 0 && y1 >= 0 && x2 <= this.#cy.width() && y2 <= this.#cy.height();
    if (!isSeen) this.#cy.center(node);
  }

  /** Moves the view so that this place of the drawing is in its middle. */
  lookAt(x: number, y: number): void {
    const zoom = this.#cy.zoom();
    this.#cy.pan({ x: this.#cy.width() / 2 - x * zoom, y: this.#cy.height() / 2 - y * zoom });
  }

  png(background: string): Promise<Blob> {
    return this.#cy.png({
      output: "blob-promise",
      full: true,
      scale: 2,
      maxWidth: 8000,
      maxHeight: 8000,
      bg: background,
    });
  }

  resize(): void {
    this.#cy.resize();
  }

  close(): void {
    this.#adding += 1;
    this.#cy.destroy();
  }

  #place(nodes: readonly ElementDefinition[], moves: boolean): void {
    this.#cy.batch(() => {
      for (const { data, position } of nodes) {
        const node = this.#cy.getElementById(data.id ?? "");
        if (node.empty() || !position) continue;
        if (moves) {
          node.data("open", data["open"]).data("label", data["label"]);
          node.animate({ position, style: {} }, { duration: TRANSITION_MS });
          node.data({ width: data["width"], height: data["height"], depth: data["depth"] });
        } else {
          node.data(data).position(position);
        }
      }
    });
  }

  #topLeft(id: string): { x: number; y: number } | undefined {
    const item = this.#items.get(id);
    if (!item) return undefined;
    const { x, y } = this.#cy.pan();
    const zoom = this.#cy.zoom();
    return { x: (item.x - item.width / 2) * zoom + x, y: (item.y - item.height / 2) * zoom + y };
  }

  #keep(id: string, at: { x: number; y: number }): void {
    const item = this.#items.get(id);
    if (!item) return;
    const zoom = this.#cy.zoom();
    this.#cy.pan({
      x: at.x - (item.x - item.width / 2) * zoom,
      y: at.y - (item.y - item.height / 2) * zoom,
    });
  }

  #listen(): void {
    const itemOf = (node: NodeSingular): DrawnItem | undefined => this.#items.get(node.id());
    this.#cy.on("tap", (event) => {
      if (event.target === this.#cy) this.#events.select(undefined);
    });
    this.#cy.on("tap", "node", (event) => this.#events.select(event.target.id()));
    this.#cy.on("dbltap", "node", (event) => {
      const item = itemOf(event.target);
      if (item && item.kind !== "op") this.#events.toggle(item);
    });
    this.#cy.on("cxttap", "node", (event) => {
      const item = itemOf(event.target);
      if (item) this.#events.menu(item, event.renderedPosition.x, event.renderedPosition.y);
    });
    this.#cy.on("mouseover", "node", (event) => {
      const node: NodeSingular = event.target;
      this.#events.hover(node.id());
      if (this.#items.get(node.id())?.isOpen) return;
      this.#highlight(node);
    });
    this.#cy.on("mouseout", "node", () => {
      this.#events.hover(undefined);
      this.#cy.elements().removeClass("dim around");
    });
    this.#cy.on("mouseover", "edge", (event) => event.target.addClass("around"));
    this.#cy.on("mouseout", "edge", (event) => event.target.removeClass("around"));
    this.#cy.on("viewport", () => this.#events.moved());
  }

  #highlight(node: NodeSingular): void {
    const around = node.closedNeighborhood();
    this.#cy.batch(() => {
      if (this.#items.size <= MANY) {
        const open = this.#cy.nodes("[?open]");
        this.#cy.elements().not(around).not(open).addClass("dim");
      }
      around.addClass("around");
    });
  }
}

function nodeOf(item: DrawnItem): ElementDefinition {
  const label =
    item.kind === "op" ? item.label : `${item.label}\n${item.isOpen ? "" : item.detail}`;
  return {
    group: "nodes",
    data: {
      id: item.id,
      label: label.trim(),
      kind: item.kind,
      open: item.isOpen,
      width: item.width,
      height: item.height,
      depth: item.depth,
      fill: "transparent",
      fate: item.fate ?? "",
    },
    position: { x: item.x, y: item.y },
  };
}

function edgeOf({
  id,
  from,
  to,
  kind,
  count,
  label,
  bytes,
}: DrawnGraph["edges"][number]): ElementDefinition {
  const weight = bytes === undefined ? Math.log2(1 + count) : Math.log10(1 + bytes / 1000);
  return {
    group: "edges",
    data: { id, source: from, target: to, kind, label, weight: Math.min(5, 1 + weight / 2) },
  };
}

/** A fill over the ground, as one colour. */
function mixed(theme: Theme, { colour, strength }: Fill): string {
  const [ground, top] = [theme.rgb("var(--ground)"), theme.rgb(colour)];
  const mix = ground.map((of, i) => Math.round(of + ((top[i] ?? of) - of) * strength));
  return `rgb(${mix.join(", ")})`;
}

function keepStyleOut(): void {
  if (document.getElementById(STYLE_ID)) return;
  const holder = document.createElement("meta");
  holder.id = STYLE_ID;
  document.head.append(holder);
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
