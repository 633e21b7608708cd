import type { View } from "../../state/view.ts";

/** What gives the items their colours. */
export const COLOURINGS = {
  scope: "scope",
  op: "kind of op",
  device: "device",
  time: "time, summed",
  span: "time, from first start to last end",
  memory: "memory",
  change: "what changed",
} as const;
export type Colouring = keyof typeof COLOURINGS;

/** Which of a run's graphs are shown. */
export type Which = "run" | "built" | "both" | "compare";

const OPEN = "graph.open";

/** The scopes that are open; undefined as long as nobody has opened or closed one. */
export function openScopes(view: View): readonly string[] | undefined {
  const open = view.getAll(OPEN);
  return open.length === 0 ? undefined : open.filter((name) => name !== "");
}

/** Keeps the open scopes in the address; that none is open has to be said, too. */
export function keepOpen(view: View, open: readonly string[]): void {
  view.set({ [OPEN]: open.length === 0 ? [""] : open });
}

export function colouringOf(view: View, fallback: Colouring): Colouring {
  const given = view.get("graph.colour");
  return given !== undefined && isColouring(given) ? given : fallback;
}

export function whichOf(view: View): Which {
  const given = view.get("graph.show");
  return given === "built" || given === "both" || given === "compare" ? given : "run";
}

function isColouring(text: string): text is Colouring {
  return Object.hasOwn(COLOURINGS, text);
}
