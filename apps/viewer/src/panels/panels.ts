import { overview } from "./overview/overview.tsx";
import type { Panel } from "./panel.ts";

/** All panels, in the order of their tabs. */
export const PANELS: readonly Panel[] = [overview];
