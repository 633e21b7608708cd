import {
  type Fill,
  type Painter,
  type Raster,
  type Rgb,
  type Stroke,
  TEXT_SIZE,
  type TextStyle,
} from "./painter.ts";

/** What an SVG document needs beyond itself. */
export interface SvgSurroundings {
  /** A CSS colour as a file can have it, without custom properties. */
  colour(css: string): string;
  rgb(css: string): Rgb;
  readonly font: string;
  measure(text: string, size: number, bold: boolean): number;
  /** A raster as a data URL. */
  imageUrl(raster: Raster): string;
}

const BASELINE = { top: "hanging", middle: "central", bottom: "auto" } as const;

/** Writes what is painted as an SVG document. */
export class SvgPainter implements Painter {
  readonly ratio = 1;
  readonly #around: SvgSurroundings;
  readonly #parts: string[] = [];
  #clips = 0;

  constructor(around: SvgSurroundings) {
    this.#around = around;
  }

  polyline(points: Float64Array, stroke: Stroke): void {
    let path = "";
    let isOn = false;
    for (let i = 0; i < points.length; i += 2) {
      const x = points[i] ?? 0;
      const y = points[i + 1] ?? 0;
      const isThere = Number.isFinite(x + y);
      if (isThere) path += `${isOn ? "L" : "M"}${pixel(x)} ${pixel(y)}`;
      isOn = isThere;
    }
    this.#path(path, stroke);
  }

  segments(points: Float64Array, stroke: Stroke): void {
    let path = "";
    for (let i = 0; i + 3 < points.length; i += 4) {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = points.subarray(i, i + 4);
      path += `M${pixel(x1)} ${pixel(y1)}L${pixel(x2)} ${pixel(y2)}`;
    }
    this.#path(path, stroke);
  }

  polygon(points: Float64Array, fill: Fill): void {
    let path = "";
    for (let i = 0; i < points.length; i += 2) {
      path += `${i === 0 ? "M" : "L"}${pixel(points[i] ?? 0)} ${pixel(points[i + 1] ?? 0)}`;
    }
    this.#parts.push(`<path d="${path}Z"${this.#filled(fill)}/>`);
  }

  rect(x: number, y: number, width: number, height: number, fill: Fill): void {
    this.#parts.push(`<rect${box(x, y, width, height)}${this.#filled(fill)}/>`);
  }

  disc(x: number, y: number, radius: number, style: { fill?: Fill; stroke?: Stroke }): void {
    const inside = style.fill ? this.#filled(style.fill) : ' fill="none"';
    const rim = style.stroke ? this.#stroked(style.stroke) : "";
    this.#parts.push(
      `<circle cx="${pixel(x)}" cy="${pixel(y)}" r="${pixel(radius)}"${inside}${rim}/>`,
    );
  }

  text(text: string, x: number, y: number, style: TextStyle): void {
    const { size = TEXT_SIZE, align = "start", baseline = "middle", rotate = 0 } = style;
    const at = `x="${pixel(x)}" y="${pixel(y)}"`;
    const turn = rotate === 0 ? "" : ` transform="rotate(${rotate} ${pixel(x)} ${pixel(y)})"`;
    const halo =
      style.halo === undefined
        ? ""
        : ` stroke="${this.#colour(style.halo)}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`;
    this.#parts.push(
      `<text ${at} font-size="${size}" text-anchor="${align}" dominant-baseline="${BASELINE[baseline]}"` +
        `${style.bold ? ' font-weight="600"' : ""} fill="${this.#colour(style.colour)}"${halo}${turn}>${escaped(text)}</text>`,
    );
  }

  image(raster: Raster, x: number, y: number, width: number, height: number): void {
    const url = this.#around.imageUrl(raster);
    this.#parts.push(
      `<image${box(x, y, width, height)} preserveAspectRatio="none" image-rendering="pixelated" href="${url}"/>`,
    );
  }

  clip(x: number, y: number, width: number, height: number, draw: () => void): void {
    this.#clips += 1;
    const id = `clip-${this.#clips}`;
    this.#parts.push(`<clipPath id="${id}"><rect${box(x, y, width, height)}/></clipPath>`);
    this.#parts.push(`<g clip-path="url(#${id})">`);
    draw();
    this.#parts.push("</g>");
  }

  /** What `draw` draws stands at a place of its own. */
  group(x: number, y: number, draw: () => void): void {
    this.#parts.push(`<g transform="translate(${pixel(x)} ${pixel(y)})">`);
    draw();
    this.#parts.push("</g>");
  }

  measure(text: string, size = TEXT_SIZE, bold = false): number {
    return this.#around.measure(text, size, bold);
  }

  rgb(colour: string): Rgb {
    return this.#around.rgb(colour);
  }

  /** The document of all that was painted. */
  document(width: number, height: number, title: string): string {
    const font = escaped(this.#around.font);
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}" role="img">`,
      `<title>${escaped(title)}</title>`,
      ...this.#parts,
      "</svg>",
      "",
    ].join("\n");
  }

  #path(path: string, stroke: Stroke): void {
    if (path !== "") this.#parts.push(`<path d="${path}" fill="none"${this.#stroked(stroke)}/>`);
  }

  #stroked({ colour, width = 1, opacity = 1, dash = [] }: Stroke): string {
    const dashes = dash.length > 0 ? ` stroke-dasharray="${dash.join(" ")}"` : "";
    const faint = opacity < 1 ? ` stroke-opacity="${opacity}"` : "";
    return ` stroke="${this.#colour(colour)}" stroke-width="${width}" stroke-linejoin="round"${faint}${dashes}`;
  }

  #filled({ colour, opacity = 1 }: Fill): string {
    return ` fill="${this.#colour(colour)}"${opacity < 1 ? ` fill-opacity="${opacity}"` : ""}`;
  }

  #colour(css: string): string {
    return escaped(this.#around.colour(css));
  }
}

/** To a hundredth: finer than any screen, and files stay small. Far beyond the picture is far enough. */
function pixel(value: number): number {
  return Math.round(Math.min(Math.max(value, -1e5), 1e5) * 100) / 100;
}

function box(x: number, y: number, width: number, height: number): string {
  return ` x="${pixel(x)}" y="${pixel(y)}" width="${pixel(width)}" height="${pixel(height)}"`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** A text as XML has it, without characters that XML can't have. */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "�")
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
