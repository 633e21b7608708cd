import type { Page } from "playwright-core";
import { expect } from "vitest";
import { downloaded } from "./downloads.ts";

/** What the viewer leaves free around a drawing that fits, and how much it enlarges at most. */
const PADDING = 24;
const LARGEST = 1.2;
/** Around the drawing in its SVG. */
const MARGIN = 16;

/** A place on the page. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Fits the last drawing, and points at one of its closed items; that it is there is read from the line that tells it. */
export async function pointAt(page: Page, id: string): Promise<Place> {
  await page.getByRole("button", { name: "Fit" }).last().click();
  const svg = (await downloaded(page, "SVG")).bytes.toString("utf8");
  const host = await page.locator(".cytoscape").last().boundingBox();
  const place = host && placeIn(svg, id, host);
  if (!place) throw new Error(`${id} isn't drawn`);
  await page.mouse.move(place.x, place.y, { steps: 3 });
  await expect.poll(() => page.locator(".hover-line b").textContent()).toBe(id);
  return place;
}

/** Where an item of an SVG is on the page when the drawing fits the place that it has. */
function placeIn(
  svg: string,
  id: string,
  host: { x: number; y: number; width: number; height: number },
): Place | undefined {
  const [w = 0, h = 0] = ["width", "height"].map((name) => numberIn(svg, name) - 2 * MARGIN);
  const start = svg.indexOf(`<title>${id}</title>`);
  if (start < 0) return undefined;
  const rect = svg.slice(svg.indexOf("<rect", start));
  const [x = 0, y = 0, width = 0, height = 0] = ["x", "y", "width", "height"].map((name) =>
    numberIn(rect, name),
  );
  const room = [(host.width - 2 * PADDING) / w, (host.height - 2 * PADDING) / h];
  const zoom = Math.min(LARGEST, ...room);
  return {
    x: host.x + host.width / 2 + (x + width / 2 - w / 2) * zoom,
    y: host.y + host.height / 2 + (y + height / 2 - h / 2) * zoom,
  };
}

function numberIn(svg: string, name: string): number {
  return Number(new RegExp(` ${name}="([^"]*)"`).exec(svg)?.[1]);
}
