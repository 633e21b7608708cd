import cytoscape, {
  type Core,
  type ElementDefinition,
  type SingularElementArgument,
} from "cytoscape";
import type { Theme } from "../../charts/theme.ts";
import type { DrawnGraph, DrawnItem } from "../../graph/drawn-graph.ts";
import { elementsOf, type Look, paintOf } from "./graph-elements.ts";
import { GraphViewport, type Place } from "./graph-viewport.ts";
import { nearFirst } from "./near-first.ts";
import { styleSheet } from "./style-sheet.ts";
import { listen, MANY, type SurfaceEvents } from "./surface-events.ts";

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
const TRANSITION_MS = 180;

/** cytoscape would put a style element with this id into the page, which a strict policy forbids. */
const STYLE_ID = "__________cytoscape_stylesheet";

// While scopes open or close it is asked for edges between nodes that have still to come, and would warn of each.
cytoscape.warnings(false);

/** A graph on the screen: cytoscape draws what it is given at the places that it is given. */
export class GraphSurface {
  /** Which part of it is seen. */
  readonly viewport: GraphViewport;
  readonly #cy: Core;
  #drawn: DrawnGraph | undefined;
  #isFitted = false;
  #items: ReadonlyMap<string, DrawnItem> = new Map();
  #adding = 0;
  #whole: Promise<void> = Promise.resolve();
  #marked: Marked | undefined;
  #sheet = "";

  constructor(container: HTMLElement, events: SurfaceEvents) {
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
    this.viewport = new GraphViewport(this.#cy);
    listen(this.#cy, events, () => this.#items);
  }

  /** What is seen of the drawing; undefined while it is all that fits. */
  get place(): Place | undefined {
    return this.#drawn && this.viewport.placeIn(this.#drawn);
  }

  /**
   * Shows a drawing; resolves when all of it that is in view is there. The rest follows while nothing else is done.
   *
   * @param start what is seen of the first drawing
   * @param anchor what stays where it is on the screen
   */
  async show(
    drawn: DrawnGraph,
    look: Look,
    start: Place | undefined,
    anchor: string | undefined,
    isAnimated: boolean,
  ): Promise<void> {
    const turn = ++this.#adding;
    const isFirst = !this.#isFitted;
    const before = this.#items.get(anchor ?? "");
    const at = before && this.viewport.cornerOf(before);
    this.#drawn = drawn;
    this.#items = new Map(drawn.items.map((item) => [item.id, item]));
    this.#dress(look.theme);
    if (isFirst) await nextTask();
    if (turn !== this.#adding) return;
    const elements = elementsOf(drawn, look);
    this.#removeAllBut(elements);
    this.#update(elements, isAnimated && drawn.items.length < MANY);
    this.#isFitted = true;
    const anchored = this.#items.get(anchor ?? "");
    if (isFirst) this.viewport.restore(drawn, start);
    else if (at && anchored) this.viewport.keepCorner(anchored, at);
    const selected = this.#marked?.selected;
    if (selected !== undefined) this.reveal(selected);
    const added = elements.filter(({ data }) => this.#cy.getElementById(data.id ?? "").empty());
    const { near, far } = nearFirst(added, this.#items, this.viewport.seen);
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

  /** Shows all of it, as far as it can be read then. */
  fit(): void {
    if (this.#drawn) this.viewport.fit(this.#drawn);
  }

  /** Shows a part of it. */
  goTo(place: Place | undefined): void {
    if (this.#drawn) this.viewport.restore(this.#drawn, place);
  }

  /** Brings an item into view, if it isn't. */
  reveal(id: string): void {
    const item = this.#items.get(id);
    if (item) this.viewport.reveal(item);
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
