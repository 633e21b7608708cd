import type { Locator } from "playwright-core";

/** A part of a chart's marks, as shares of its canvas. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const ALL: Part = { left: 0, top: 0, right: 1, bottom: 1 };

/**
 * How much of a chart's marks has a colour, red to blue from 0 to 255: the number of pixels whose hue is that
 * colour's, whatever their opacity. Grey ones, the grid's, have no hue.
 */
export async function inked(
  chart: Locator,
  colour: readonly [number, number, number],
  part: Part = ALL,
): Promise<number> {
  return await inkedOn(chart.locator("canvas").first(), colour, part);
}

/** The same of one canvas. */
export async function inkedOn(
  canvas: Locator,
  colour: readonly [number, number, number],
  part: Part = ALL,
): Promise<number> {
  return await canvas.evaluate(countPixels, { colour, part });
}

/** Runs in the page. */
function countPixels(
  canvas: SVGElement | HTMLElement,
  { colour, part }: { colour: readonly [number, number, number]; part: Part },
): number {
  if (!(canvas instanceof HTMLCanvasElement)) return Number.NaN;
  const context = canvas.getContext("2d");
  if (!context) return Number.NaN;
  const { width, height } = canvas;
  const [x, y] = [Math.round(part.left * width), Math.round(part.top * height)];
  const { data } = context.getImageData(
    x,
    y,
    Math.round(part.right * width) - x,
    Math.round(part.bottom * height) - y,
  );
  let count = 0;
  for (let i = 0; i < data.length; i += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(i, i + 4);
    if (alpha < 8) continue;
    const distance =
      Math.abs(red - colour[0]) + Math.abs(green - colour[1]) + Math.abs(blue - colour[2]);
    if (distance < 60) count++;
  }
  return count;
}
