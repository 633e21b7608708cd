import cytoscape, {
  type Core,
  type ElementDefinition,
  type NodeSingular,
  type SingularElementArgument,
} from "cytoscape";
import type { Theme } from "../../charts/theme.ts";
import type { DrawnGraph, DrawnItem } from "../../graph/drawn-graph.ts";
import { elementsOf, type Look, paintOf } from "./graph-elements.ts";
import { type Extent, isInView, isWhollyInView, nearFirst } from "./near-first.ts";
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

/** Elements that are added at once. */
const CHUNK = 20;
/** Elements are added for no longer than this before the page gets its turn. */
const TURN_MS = 20;
/** The same once all that is in view is there. */
const REST_TURN_MS = 8;
/** Beyond this many elements nothing is animated and hovering dims nothing. */
const MANY = 700;
const TRANSITION_MS = 180;
const FIT_PADDING = 24;
/** A drawing that would have to be smaller than this to fit is shown from its start. */
const LEAST_FIT = 0.25;
const LARGEST_FIT = 1.2;

/** cytoscape would put a style element with this id into the page, which a strict policy forbids. */
const STYLE_ID = "__________cytoscape_stylesheet";

/** A graph on the screen: cytoscape draws what it is given at the places that it is given. */
export class GraphSurface {
  readonly #cy: Core;
  readonly #events: SurfaceEvents;
  #drawn: DrawnGraph | undefined;
  #isFitted = false;
  #items: ReadonlyMap<string, DrawnItem> = new Map();
  #adding = 0;
  #whole: Promise<void> = Promise.resolve();
  #marked: Marked | undefined;
  #sheet = "";

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
  get seen(): Extent {
    const { x1, y1, w, h } = this.#cy.extent();
    return { x: x1, y: y1, w, h };
  }

  /**
   * Shows a drawing; resolves when all of it that is in view is there. The rest follows while nothing else is done.
   *
   * @param anchor what stays where it is on the screen
   */
  async show(
    drawn: DrawnGraph,
    look: Look,
    anchor: string | undefined,
    isAnimated: boolean,
  ): Promise<void> {
    const turn = ++this.#adding;
    const isFirst = !this.#isFitted;
    const at = anchor === undefined ? undefined : this.#topLeft(anchor);
    this.#drawn = drawn;
    this.#items = new Map(drawn.items.map((item) => [item.id, item]));
    this.#dress(look.theme);
    if (isFirst) await nextTask();
    if (turn !== this.#adding) return;
    const elements = elementsOf(drawn, look);
    this.#removeAllBut(elements);
    this.#update(elements, isAnimated && drawn.items.length < MANY);
    this.#isFitted = true;
    if (isFirst) this.fit();
    else if (at && anchor !== undefined) this.#keep(anchor, at);
    const selected = this.#marked?.selected;
    if (selected !== undefined) this.reveal(selected);
    const added = elements.filter(({ data }) => this.#cy.getElementById(data.id ?? "").empty());
    const { near, far } = nearFirst(added, this.#items, this.seen);
    await this.#add(near, TURN_MS, turn);
    this.#whole = this.#add(far, REST_TURN_MS, turn).then(() => this.#markAgain(turn));
  }

  /** Paints all items anew: the colouring or the theme is another one. */
  paint(look: Look): void {
    const drawn = this.#drawn;
    if (!drawn) return;
    this.#dress(look.theme);
    const paint = paintOf(look, drawn);
    this.#cy.batch(() => {
      for (const item of drawn.items) setData(this.#cy.getElementById(item.id), paint(item));
    });
  }

  mark(marked: Marked): void {
    const { selected, linked, traced, critical } = marked;
    this.#marked = marked;
    this.#cy.batch(() => {
      this.#cy
        .$(".selected, .linked, .traced, .critical, .near")
        .removeClass("selected linked traced critical near");
      for (const id of linked) this.#cy.getElementById(id).addClass("linked");
      for (const { id, isCritical } of critical ? this.#items.values() : [])
        if (isCritical) this.#cy.getElementById(id).addClass("critical");
      if (selected !== undefined) {
        const node = this.#cy.getElementById(selected).addClass("selected");
        node.connectedEdges().addClass("near");
      }
      if (traced !== undefined) {
        const start = this.#cy.getElementById(traced);
        start.union(start.predecessors()).addClass("traced");
      }
    });
  }

  fit(): void {
    const { width, height } = this.#drawn ?? { width: 1, height: 1 };
    const [w, h] = [this.#cy.width(), this.#cy.height()];
    const fitting = Math.min((w - 2 * FIT_PADDING) / width, (h - 2 * FIT_PADDING) / height);
    if (fitting < LEAST_FIT) {
      this.#cy.viewport({ zoom: 2 * LEAST_FIT, pan: { x: FIT_PADDING, y: FIT_PADDING } });
      return;
    }
    const zoom = Math.min(LARGEST_FIT, fitting);
    this.#cy.viewport({ zoom, pan: { x: (w - width * zoom) / 2, y: (h - height * zoom) / 2 } });
  }

  zoomBy(factor: number): void {
    const center = { x: this.#cy.width() / 2, y: this.#cy.height() / 2 };
    this.#cy.zoom({ level: this.#cy.zoom() * factor, renderedPosition: center });
  }

  /** Brings an item into view, if it isn't; of an open scope, some of it is enough. */
  reveal(id: string): void {
    const item = this.#items.get(id);
    if (!item) return;
    const isSeen = item.isOpen ? isInView(item, this.seen) : isWhollyInView(item, this.seen);
    if (!isSeen) this.lookAt(item.x, item.y);
  }

  /** Moves the view so that this place of the drawing is in its middle. */
  lookAt(x: number, y: number): void {
    const zoom = this.#cy.zoom();
    this.#cy.pan({ x: this.#cy.width() / 2 - x * zoom, y: this.#cy.height() / 2 - y * zoom });
  }

  async png(background: string): Promise<Blob> {
    await this.#whole;
    return await this.#cy.png({
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

  /** Sets the style sheet, if it is another one: all elements would be styled anew. */
  #dress(theme: Theme): void {
    const sheet = styleSheet(theme);
    const key = JSON.stringify(sheet);
    if (key === this.#sheet) return;
    this.#sheet = key;
    this.#cy.style(sheet);
  }

  /** Adds elements, for some milliseconds in each frame. */
  async #add(elements: readonly ElementDefinition[], turnMs: number, turn: number): Promise<void> {
    for (let next = 0; next < elements.length; ) {
      const end = performance.now() + turnMs;
      for (; next < elements.length && performance.now() < end; next += CHUNK) {
        // Their boxes are asked for so that they are styled now, not all at once when the frame is drawn.
        this.#cy.add(elements.slice(next, next + CHUNK)).boundingBox({});
      }
      if (next < elements.length) await nextFrame();
      if (turn !== this.#adding) return;
    }
  }

  /** Marks what was not there yet when it was marked. */
  #markAgain(turn: number): void {
    if (turn === this.#adding && this.#marked) this.mark(this.#marked);
  }

  #removeAllBut(elements: readonly ElementDefinition[]): void {
    const ids = new Set(elements.map(({ data }) => data.id));
    this.#cy.batch(() => {
      this.#cy
        .elements()
        .filter((element) => !ids.has(element.id()))
        .remove();
    });
  }

  /** Brings what is there already up to date. */
  #update(elements: readonly ElementDefinition[], moves: boolean): void {
    this.#cy.batch(() => {
      for (const { data, position } of elements) {
        const element = this.#cy.getElementById(data.id ?? "");
        if (element.empty()) continue;
        setData(element, data);
        const { x, y } = position ?? {};
        if (x === undefined || y === undefined || !element.isNode()) continue;
        const now = element.position();
        if (now.x === x && now.y === y) continue;
        if (moves) element.animate({ position: { x, y }, style: {} }, { duration: TRANSITION_MS });
        else element.position({ x, y });
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
    // What a double click opens is selected only once it is sure that the click stays alone: the card that tells of it
    // takes the place in which the second click might land.
    this.#cy.on("tap onetap", "node", (event) => {
      const isOp = itemOf(event.target)?.kind === "op";
      if (isOp === (event.type === "tap")) this.#events.select(event.target.id());
    });
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

/** Sets what has changed of an element's data: each change is a new style. */
function setData(element: SingularElementArgument, data: object): void {
  for (const [name, value] of Object.entries(data))
    if (name !== "id" && !isSame(element.data(name), value)) element.data(name, value);
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));
}

function keepStyleOut(): void {
  if (document.getElementById(STYLE_ID)) return;
  const holder = document.createElement("meta");
  holder.id = STYLE_ID;
  document.head.append(holder);
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
