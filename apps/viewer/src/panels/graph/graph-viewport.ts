import type { Core } from "cytoscape";
import type { DrawnGraph, DrawnItem } from "../../graph/drawn-graph.ts";
import type { Point } from "../../graph/layout.ts";
import { type Extent, isInView, isWhollyInView } from "./near-first.ts";

/** What part of a drawing is seen: its middle, in the drawing's own units, and how large it is. */
export interface Place extends Point {
  readonly zoom: number;
}

const FIT_PADDING = 24;
/** A drawing that would have to be smaller than this to fit is shown from its start. */
const LEAST_FIT = 0.25;
const LARGEST_FIT = 1.2;
/** Pixels by which a view may differ from another and still be the same to the eye. */
const SAME_VIEW = 2;

/** Which part of a drawing is seen, and how large. */
export class GraphViewport {
  readonly #cy: Core;

  constructor(cy: Core) {
    this.#cy = cy;
  }

  get zoom(): number {
    return this.#cy.zoom();
  }

  /** The seen part of the drawing, in its own units. */
  get seen(): Extent {
    const { x1, y1, w, h } = this.#cy.extent();
    return { x: x1, y: y1, w, h };
  }

  /** What is seen, rounded; undefined while it is what `fit` shows. */
  placeIn(drawn: DrawnGraph): Place | undefined {
    const fitting = this.#fitting(drawn);
    const { x, y } = this.#cy.pan();
    const zoom = this.zoom;
    const isFitting =
      Math.hypot(x - fitting.pan.x, y - fitting.pan.y) < SAME_VIEW &&
      Math.abs(zoom / fitting.zoom - 1) < 0.01;
    if (isFitting) return undefined;
    const { seen } = this;
    return {
      x: Math.round(seen.x + seen.w / 2),
      y: Math.round(seen.y + seen.h / 2),
      zoom: Number(zoom.toPrecision(3)),
    };
  }

  /** Shows a place of a drawing, if there is anything to be seen at it, or else all that fits. */
  restore(drawn: DrawnGraph, place: Place | undefined): void {
    if (place) {
      this.#cy.zoom(place.zoom);
      this.lookAt(place);
      const { seen } = this;
      if (drawn.items.some((item) => isInView(item, seen))) return;
    }
    this.fit(drawn);
  }

  fit(drawn: DrawnGraph): void {
    this.#cy.viewport(this.#fitting(drawn));
  }

  zoomBy(factor: number): void {
    const center = { x: this.#cy.width() / 2, y: this.#cy.height() / 2 };
    this.#cy.zoom({ level: this.zoom * factor, renderedPosition: center });
  }

  /** Brings an item into view, if it isn't; of an open scope, some of it is enough. */
  reveal(item: DrawnItem): void {
    const isSeen = item.isOpen ? isInView(item, this.seen) : isWhollyInView(item, this.seen);
    if (!isSeen) this.lookAt(item);
  }

  /** Moves the view so that this place of the drawing is in its middle. */
  lookAt({ x, y }: Point): void {
    const { zoom } = this;
    this.#cy.pan({ x: this.#cy.width() / 2 - x * zoom, y: this.#cy.height() / 2 - y * zoom });
  }

  /** Where an item's upper left corner is on the screen. */
  cornerOf({ x, y, width, height }: DrawnItem): Point {
    const pan = this.#cy.pan();
    const { zoom } = this;
    return { x: (x - width / 2) * zoom + pan.x, y: (y - height / 2) * zoom + pan.y };
  }

  /** Moves the view so that an item's upper left corner is at a place of the screen. */
  keepCorner({ x, y, width, height }: DrawnItem, at: Point): void {
    const { zoom } = this;
    this.#cy.pan({ x: at.x - (x - width / 2) * zoom, y: at.y - (y - height / 2) * zoom });
  }

  #fitting({ width, height }: DrawnGraph): { zoom: number; pan: { x: number; y: number } } {
    const [w, h] = [this.#cy.width(), this.#cy.height()];
    const fitting = Math.min((w - 2 * FIT_PADDING) / width, (h - 2 * FIT_PADDING) / height);
    if (fitting < LEAST_FIT)
      return { zoom: 2 * LEAST_FIT, pan: { x: FIT_PADDING, y: FIT_PADDING } };
    const zoom = Math.min(LARGEST_FIT, fitting);
    return { zoom, pan: { x: (w - width * zoom) / 2, y: (h - height * zoom) / 2 } };
  }
}
