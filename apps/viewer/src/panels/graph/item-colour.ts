import type { DrawnGraph, DrawnItem, Fate } from "../../graph/drawn-graph.ts";
import { PALETTE_SIZE, paletteColour } from "../../state/palette.ts";
import type { Colouring } from "./graph-view.ts";
import { kindColour } from "./op-kind.ts";

/** A fill: a colour, and how much of it there is over the ground. */
export interface Fill {
  readonly colour: string;
  /** 0 to 1. */
  readonly strength: number;
}

export const FATE_COLOURS: Readonly<Record<Fate, string>> = {
  kept: "var(--faint)",
  replaced: "var(--c-sky)",
  removed: "var(--c-vermilion)",
  added: "var(--c-green)",
  changed: "var(--c-orange)",
};

const NO_FILL: Fill = { colour: "var(--faint)", strength: 0.06 };

/** What an item is filled with. Open scopes get a trace of it only, so that what is in them stands out. */
export function fillOf(item: DrawnItem, colouring: Colouring, { most }: DrawnGraph): Fill {
  if (item.isOpen)
    return { colour: "var(--c-blue)", strength: 0.03 + 0.02 * Math.min(5, item.depth) };
  switch (colouring) {
    case "scope":
      return { colour: "var(--c-blue)", strength: item.kind === "op" ? 0.06 : 0.14 };
    case "op":
      return item.op === undefined ? NO_FILL : { colour: kindColour(item.op), strength: 0.35 };
    case "device":
      return item.device === "" ? NO_FILL : { colour: deviceColour(item.device), strength: 0.35 };
    case "time":
      return shareFill(item.time, most.time);
    case "span":
      return shareFill(item.span, most.time);
    case "memory":
      return shareFill(item.bytes, most.bytes);
    case "change":
      return item.fate === undefined || item.fate === "kept"
        ? NO_FILL
        : { colour: FATE_COLOURS[item.fate], strength: 0.45 };
  }
}

/** Whether what colours mean is not known of an item, as of an op that was not timed. */
export function isUnknown({ time, span, bytes }: DrawnItem, colouring: Colouring): boolean {
  const values: { readonly [C in Colouring]?: number | undefined } = { time, span, memory: bytes };
  return colouring in values && values[colouring] === undefined;
}

function shareFill(value: number | undefined, most: number): Fill {
  if (value === undefined || !(most > 0)) return NO_FILL;
  return { colour: "var(--c-vermilion)", strength: 0.06 + 0.74 * Math.min(1, value / most) };
}

/** The same device, the same colour, as far as the palette goes. */
export function deviceColour(device: string): string {
  let sum = 0;
  for (const character of device) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return paletteColour(sum % PALETTE_SIZE);
}
