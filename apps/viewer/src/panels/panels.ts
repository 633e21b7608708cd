import { distributions } from "./distributions/distributions.tsx";
import { events } from "./events/events.tsx";
import { graph } from "./graph/graph.tsx";
import { overview } from "./overview/overview.tsx";
import type { Panel } from "./panel.ts";
import { phase } from "./phase/phase.tsx";
import { profile } from "./profile/profile.tsx";
import { scalars } from "./scalars/scalars.tsx";
import { trajectories } from "./trajectories/trajectories.tsx";

/** All panels, in the order of their tabs. */
export const PANELS: readonly Panel[] = [
  overview,
  trajectories,
  distributions,
  phase,
  graph,
  profile,
  scalars,
  events,
];
