import type { View, ViewValues } from "../../state/view.ts";
import type { Place } from "./graph-viewport.ts";

/** `x,y,zoom` of each drawing, empty for one of which all is seen that fits. */
const AT = "graph.at";

/** What takes the places out of the address: they are of other drawings. */
export const NO_PLACES: ViewValues = { [AT]: undefined };

/** What is seen of a drawing; undefined if it is all that fits, or nothing that could be seen. */
export function placeOn(view: View, side: number): Place | undefined {
  const [x, y, zoom, ...rest] = (view.getAll(AT)[side] ?? "").split(",").map(Number);
  if (x === undefined || y === undefined || zoom === undefined || rest.length > 0) return undefined;
  return Number.isFinite(x) && Number.isFinite(y) && zoom > 0 && Number.isFinite(zoom)
    ? { x, y, zoom }
    : undefined;
}

/** Keeps in the address what is seen of a drawing. */
export function keepPlace(view: View, side: number, place: Place | undefined): void {
  const kept = view.getAll(AT);
  const texts = Array.from({ length: Math.max(side + 1, kept.length) }, (_, i) =>
    i === side ? textOf(place) : (kept[i] ?? ""),
  );
  view.set({ [AT]: texts.every((text) => text === "") ? undefined : texts });
}

function textOf(place: Place | undefined): string {
  return place ? `${place.x},${place.y},${place.zoom}` : "";
}
