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
/** Scopes deeper than this an address doesn't open: nobody made it. */
const DEEPEST = 2000;

/** The scopes that are open, outermost first; undefined as long as nobody has opened or closed one. */
export function openScopes(view: View): readonly string[] | undefined {
  const open = view.getAll(OPEN);
  if (open.length === 0) return undefined;
  return [
    ...new Set(open.filter((name) => name !== "").flatMap((name) => [...around(name), name])),
  ];
}

/** Keeps the open scopes in the address, those around them unsaid; that none is open has to be said, too. */
export function keepOpen(view: View, open: readonly string[]): void {
  const unsaid = new Set(open.flatMap((name) => around(name)));
  const said = open.filter((name) => !unsaid.has(name));
  view.set({ [OPEN]: said.length === 0 ? [""] : said });
}

/** The names of the scopes around one, outermost first. */
function around(name: string): readonly string[] {
  const names: string[] = [];
  for (
    let at = name.indexOf("/");
    at >= 0 && names.length < DEEPEST;
    at = name.indexOf("/", at + 1)
  )
    names.push(name.slice(0, at));
  return names;
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
