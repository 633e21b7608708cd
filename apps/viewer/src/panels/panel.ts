import type { ComponentType } from "preact";

/** One of the viewer's panels; `panels.ts` lists them. */
export interface Panel {
  /** Its name in the address. */
  readonly id: string;
  readonly title: string;
  /** Draws the panel for the runs that are shown, of which there is at least one. */
  readonly Component: ComponentType;
  /** The panel's own keys, for the list of keys. */
  readonly keys?: readonly (readonly [key: string, what: string])[];
}
