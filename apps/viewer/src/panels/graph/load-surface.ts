import type { GraphSurface } from "./graph-surface.ts";

let loaded: Promise<typeof GraphSurface> | undefined;

/** The class that draws, once cytoscape, the largest part of the page's script, has been run: for graphs alone. */
export function loadSurface(): Promise<typeof GraphSurface> {
  loaded ??= import("./graph-surface.ts").then((module) => module.GraphSurface);
  return loaded;
}
