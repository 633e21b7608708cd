import type { Core, NodeSingular } from "cytoscape";
import type { DrawnItem } from "../../graph/drawn-graph.ts";

/** What the surface tells of the pointer. */
export interface SurfaceEvents {
  select(id: string | undefined): void;
  toggle(item: DrawnItem): void;
  hover(id: string | undefined): void;
  /** A menu is asked for, at a place within the surface. */
  menu(item: DrawnItem, x: number, y: number): void;
  /** The part of the drawing that is seen has changed. */
  moved(): void;
}

/** Beyond this many elements nothing is animated and hovering dims nothing. */
export const MANY = 700;

/** Tells of what the pointer does, and marks what it is over. */
export function listen(
  cy: Core,
  events: SurfaceEvents,
  items: () => ReadonlyMap<string, DrawnItem>,
): void {
  const itemOf = (node: NodeSingular): DrawnItem | undefined => items().get(node.id());
  cy.on("tap", (event) => {
    if (event.target === cy) events.select(undefined);
  });
  // What a double click opens is selected only once it is sure that the click stays alone: the card that tells of it
  // takes the place in which the second click might land.
  cy.on("tap onetap", "node", (event) => {
    const isOp = itemOf(event.target)?.kind === "op";
    if (isOp === (event.type === "tap")) events.select(event.target.id());
  });
  cy.on("dbltap", "node", (event) => {
    const item = itemOf(event.target);
    if (item && item.kind !== "op") events.toggle(item);
  });
  cy.on("cxttap", "node", (event) => {
    const item = itemOf(event.target);
    if (item) events.menu(item, event.renderedPosition.x, event.renderedPosition.y);
  });
  cy.on("mouseover", "node", (event) => {
    const node: NodeSingular = event.target;
    events.hover(node.id());
    if (!itemOf(node)?.isOpen) highlight(cy, node, items().size <= MANY);
  });
  cy.on("mouseout", "node", () => {
    events.hover(undefined);
    cy.elements().removeClass("dim around");
  });
  cy.on("mouseover", "edge", (event) => event.target.addClass("around"));
  cy.on("mouseout", "edge", (event) => event.target.removeClass("around"));
  cy.on("viewport", () => events.moved());
}

function highlight(cy: Core, node: NodeSingular, dimsRest: boolean): void {
  const around = node.closedNeighborhood();
  cy.batch(() => {
    if (dimsRest) {
      const open = cy.nodes("[?open]");
      cy.elements().not(around).not(open).addClass("dim");
    }
    around.addClass("around");
  });
}
