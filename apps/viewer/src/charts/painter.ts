/** How a line looks; `colour` is any CSS colour, `var(--c-blue)` too. */
export interface Stroke {
  readonly colour: string;
  readonly width?: number;
  readonly opacity?: number;
  readonly dash?: readonly number[];
}

export interface Fill {
  readonly colour: string;
  readonly opacity?: number;
}

export interface TextStyle {
  readonly colour: string;
  readonly size?: number;
  readonly align?: "start" | "middle" | "end";
  readonly baseline?: "top" | "middle" | "bottom";
  readonly bold?: boolean;
  /** Degrees, clockwise. */
  readonly rotate?: number;
  /** A colour around the letters that sets them off from what is below. */
  readonly halo?: string;
}

/** A picture made of pixels, four bytes each. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

export type Rgb = readonly [red: number, green: number, blue: number];

/** The size of text where a style says none. */
export const TEXT_SIZE = 12;

/**
 * What charts are drawn with: a canvas on the screen, an SVG document in a file. Coordinates are CSS pixels from
 * the top left; points are x, y, x, y …, and a point that isn't finite ends a line and begins another.
 */
export interface Painter {
  /** Device pixels to a CSS pixel: how fine rasters should be. */
  readonly ratio: number;
  polyline(points: Float64Array, stroke: Stroke): void;
  /** Lines between pairs of points. */
  segments(points: Float64Array, stroke: Stroke): void;
  polygon(points: Float64Array, fill: Fill): void;
  rect(x: number, y: number, width: number, height: number, fill: Fill): void;
  disc(x: number, y: number, radius: number, style: { fill?: Fill; stroke?: Stroke }): void;
  text(text: string, x: number, y: number, style: TextStyle): void;
  image(raster: Raster, x: number, y: number, width: number, height: number): void;
  /** What `draw` draws is cut to a rectangle. */
  clip(x: number, y: number, width: number, height: number, draw: () => void): void;
  /** The width of a text. */
  measure(text: string, size?: number, bold?: boolean): number;
  /** A CSS colour as numbers, for rasters. */
  rgb(colour: string): Rgb;
}
