import type { ColourScale } from "./colour-scale.ts";
import type { Painter } from "./painter.ts";
import type { Domain, Scale, ScaleKind } from "./scale.ts";
import type { Table } from "./table.ts";

/** An axis: what it measures, and all that there is to show. */
export interface Axis {
  readonly label: string;
  readonly unit?: string | undefined;
  readonly kind: ScaleKind;
  /** The domain that is shown unless the reader zooms. */
  readonly domain: Domain;
  /** Values to mark instead of round ones, with their texts: names of rows. */
  readonly ticks?: readonly { readonly value: number; readonly text: string }[];
}

/** The area of a chart in which values lie, and where they lie there. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: Scale;
  readonly y: Scale;
}

/** Something that is drawn into a plot: a line, a band, an image. One file each in `marks/`. */
export interface Mark {
  draw(painter: Painter, plot: Plot): void;
  /**
   * What takes long before it can be drawn, in steps; `draw` does without, all at once. A step is true when there is
   * more to see of it than before.
   */
  prepare?(painter: Painter, plot: Plot): Generator<boolean, void>;
  /** Pixels by which it may reach beyond the plot: what stands on its edge is drawn whole. */
  readonly reach?: number;
  /** Draws what has been prepared so far, perhaps nothing. */
  sketch?(painter: Painter, plot: Plot): void;
}

/** A text beside the end of what it names. */
export interface EndLabel {
  readonly text: string;
  readonly colour: string;
  /** The value on the y axis that it stands at. */
  readonly y: number;
}

/** What the pointer reads off a chart. */
export interface Readout {
  readonly title: string;
  readonly rows: readonly ReadoutRow[];
  /** What is marked in the plot meanwhile. */
  readonly marks?: readonly Mark[];
}

export interface ReadoutRow {
  readonly label: string;
  readonly value: string;
  readonly colour?: string;
}

/** How values of an image become colours, for the bar beside it. */
export interface ColourBar {
  readonly label: string;
  readonly scale: ColourScale;
  /** Where on the scale a share of the domain lies. */
  place(share: number): number;
  readonly domain: Domain;
}

/**
 * A chart as data: what is on the screen, in an SVG file, in a PNG file and in a table all come from it.
 *
 * `marks` may take long to draw and should stay the same object while nothing in it changes; `front` is drawn
 * over it, again and again, while the time moves.
 */
export interface Chart {
  readonly title: string;
  /** What tells it from others beside it, whatever its title says at the moment; the title by default. */
  readonly key?: string;
  /** What it shows, in a sentence or two, for who can't see it. */
  readonly summary: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly marks: readonly Mark[];
  readonly front?: readonly Mark[];
  readonly labels?: readonly EndLabel[];
  readonly colourBar?: ColourBar | undefined;
  /** What stands at a place of the plot, both in values of the axes. */
  readonly read?: (x: number, y: number, plot: Plot) => Readout | undefined;
  /** The values that it shows, exact and complete. */
  table(): Table;
}
