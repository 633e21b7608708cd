import type { Chart, Plot } from "./chart.ts";
import type { Zoom } from "./chart-layout.ts";
import type { Domain } from "./scale.ts";
import { magnified, moved, shownDomains } from "./zoom.ts";

/** What the reader does to a chart. */
export interface Actions {
  zoom(next: Zoom): void;
  /** The pointer is at a place in pixels, or nowhere. */
  hover(place: { x: number; y: number } | undefined): void;
  /** The rectangle that is being drawn, in pixels. */
  box(box: Box | undefined): void;
  /** A click, in pixels. */
  pick(place: { x: number; y: number }): void;
  /** A band of x has been brushed; undefined when it is taken away. */
  brush(band: Domain | undefined): void;
  canZoom(): boolean;
  canBrush(): boolean;
}

export interface Box {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** What gestures are about: asked for anew each time, since it changes while they last. */
export interface Target {
  readonly chart: Chart;
  readonly zoom: Zoom;
  readonly plot: Plot | undefined;
}

/** Pixels that a pointer may move and still click. */
const CLICK = 4;
const STEP = 0.1;
const MAGNIFY = 1.25;

/**
 * Zooms by Ctrl and wheel (or ⌘) and pinch, pans by dragging, zooms to a box with Shift, resets by double click; keys do the same.
 *
 * @returns what takes the listeners away
 */
export function followGestures(
  element: HTMLElement,
  target: () => Target,
  actions: Actions,
): () => void {
  const follower = new GestureFollower(element, target, actions);
  const listeners: [string, (event: never) => void][] = [
    ["wheel", follower.wheel],
    ["pointerdown", follower.down],
    ["pointermove", follower.move],
    ["pointerup", follower.up],
    ["pointercancel", follower.cancel],
    ["pointerleave", follower.leave],
    ["dblclick", follower.reset],
    ["keydown", follower.key],
  ];
  for (const [type, listener] of listeners) {
    element.addEventListener(type, listener as (event: Event) => void, { passive: false });
  }
  return () => {
    for (const [type, listener] of listeners) {
      element.removeEventListener(type, listener as (event: Event) => void);
    }
  };
}

interface Place {
  readonly x: number;
  readonly y: number;
}

class GestureFollower {
  readonly #element: HTMLElement;
  readonly #target: () => Target;
  readonly #actions: Actions;
  /** Pointers that are down, where they are now. */
  readonly #pointers = new Map<number, Place>();
  #start: (Place & { zoom: Zoom; mode: "pan" | "box" | "brush" }) | undefined;
  #moved = false;

  constructor(element: HTMLElement, target: () => Target, actions: Actions) {
    this.#element = element;
    this.#target = target;
    this.#actions = actions;
  }

  readonly wheel = (event: WheelEvent): void => {
    // A wheel alone scrolls the page that the chart is on. A trackpad's pinch comes with Ctrl, and in small steps.
    if (!this.#actions.canZoom() || !(event.ctrlKey || event.metaKey || event.altKey)) return;
    const at = this.#place(event);
    event.preventDefault();
    const delta = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1);
    this.#magnify(at, Math.exp(-delta * (Math.abs(delta) < 50 ? 0.01 : 0.002)));
  };

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.#element.setPointerCapture(event.pointerId);
    const at = this.#place(event);
    this.#pointers.set(event.pointerId, at);
    const brushes = this.#actions.canBrush() && this.#isInPlot(at) && !event.altKey;
    const mode = event.shiftKey ? "box" : brushes ? "brush" : "pan";
    this.#start = { ...at, zoom: this.#target().zoom, mode };
    this.#moved = false;
  };

  readonly move = (event: PointerEvent): void => {
    const at = this.#place(event);
    const before = this.#pointers.get(event.pointerId);
    if (!before || !this.#start) {
      this.#actions.hover(at);
      return;
    }
    if (this.#pointers.size === 2) this.#pinch(event.pointerId, at);
    this.#pointers.set(event.pointerId, at);
    if (this.#pointers.size > 1) return;
    if (Math.hypot(at.x - this.#start.x, at.y - this.#start.y) > CLICK) this.#moved = true;
    if (!this.#moved) return;
    this.#actions.hover(undefined);
    if (this.#start.mode === "pan") this.#pan(this.#start, at);
    else this.#actions.box(this.#boxTo(at));
  };

  readonly up = (event: PointerEvent): void => {
    const at = this.#place(event);
    this.#pointers.delete(event.pointerId);
    const start = this.#start;
    if (this.#pointers.size > 0 || !start) return;
    this.#start = undefined;
    this.#actions.box(undefined);
    if (!this.#moved) {
      if (start.mode === "brush") this.#actions.brush(undefined);
      this.#actions.pick(at);
    } else if (start.mode === "box") this.#zoomTo(start, at);
    else if (start.mode === "brush") this.#brush(start, at);
  };

  readonly cancel = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId);
    this.#start = undefined;
    this.#actions.box(undefined);
  };

  readonly leave = (): void => this.#actions.hover(undefined);

  readonly reset = (): void => this.#actions.zoom({});

  readonly key = (event: KeyboardEvent): void => {
    const { plot } = this.#target();
    if (!plot || !this.#actions.canZoom() || event.ctrlKey || event.metaKey || event.altKey) return;
    const middle = { x: plot.left + plot.width / 2, y: plot.top + plot.height / 2 };
    const keys: Readonly<Record<string, () => void>> = {
      "+": () => this.#magnify(middle, MAGNIFY),
      "=": () => this.#magnify(middle, MAGNIFY),
      "-": () => this.#magnify(middle, 1 / MAGNIFY),
      "0": this.reset,
      ArrowLeft: () => this.#shift(-STEP, 0),
      ArrowRight: () => this.#shift(STEP, 0),
      ArrowUp: () => this.#shift(0, STEP),
      ArrowDown: () => this.#shift(0, -STEP),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  /** Both axes in the plot; beside it, the axis that the pointer is at. */
  #magnify(at: Place, factor: number): void {
    const { chart, zoom, plot } = this.#target();
    if (!plot) return;
    const shown = shownDomains(chart, zoom);
    const isBelow = at.y > plot.top + plot.height;
    const isLeft = at.x < plot.left;
    this.#actions.zoom({
      x: isLeft ? zoom.x : magnified(chart.x, shown.x, plot.x.invert(at.x), factor),
      y: isBelow ? zoom.y : magnified(chart.y, shown.y, plot.y.invert(at.y), factor),
    });
  }

  #pan(start: Place & { zoom: Zoom }, at: Place): void {
    const { chart, plot } = this.#target();
    if (!plot) return;
    const shown = shownDomains(chart, start.zoom);
    this.#actions.zoom({
      x: moved(chart.x, shown.x, (start.x - at.x) / plot.width),
      y: moved(chart.y, shown.y, (at.y - start.y) / plot.height),
    });
  }

  #shift(x: number, y: number): void {
    const { chart, zoom } = this.#target();
    const shown = shownDomains(chart, zoom);
    this.#actions.zoom({
      x: x === 0 ? zoom.x : moved(chart.x, shown.x, x),
      y: y === 0 ? zoom.y : moved(chart.y, shown.y, y),
    });
  }

  #pinch(id: number, at: Place): void {
    const before = this.#pointers.get(id);
    const [other] = [...this.#pointers].flatMap(([of, place]) => (of === id ? [] : [place]));
    if (!before || !other) return;
    const distance = (a: Place): number => Math.hypot(a.x - other.x, a.y - other.y);
    if (distance(before) > 0) this.#magnify(other, distance(at) / distance(before));
  }

  #zoomTo(start: Place, at: Place): void {
    const { plot } = this.#target();
    if (!plot || Math.abs(at.x - start.x) < CLICK || Math.abs(at.y - start.y) < CLICK) return;
    this.#actions.zoom({
      x: sorted(plot.x.invert(start.x), plot.x.invert(at.x)),
      y: sorted(plot.y.invert(start.y), plot.y.invert(at.y)),
    });
  }

  #brush(start: Place, at: Place): void {
    const { plot } = this.#target();
    if (plot) this.#actions.brush(sorted(plot.x.invert(start.x), plot.x.invert(at.x)));
  }

  #boxTo(at: Place): Box | undefined {
    const { plot } = this.#target();
    if (!this.#start || !plot) return undefined;
    const { x: x1, y: y1, mode } = this.#start;
    if (mode === "box") return { x1, y1, x2: at.x, y2: at.y };
    return { x1, y1: plot.top, x2: at.x, y2: plot.top + plot.height };
  }

  #isInPlot({ x, y }: Place): boolean {
    const { plot } = this.#target();
    if (!plot) return false;
    const { left, top, width, height } = plot;
    return x >= left && x <= left + width && y >= top && y <= top + height;
  }

  #place(event: MouseEvent): Place {
    const { left, top } = this.#element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }
}

function sorted(a: number, b: number): Domain {
  return a < b ? [a, b] : [b, a];
}
