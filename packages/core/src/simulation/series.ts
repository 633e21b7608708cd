import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { EVENT_COUNTS, type EventCount } from "./events.ts";
import type { Simulation } from "./simulation.ts";

/**
 * The node of each series of a simulation, in order: what its summaries are summaries of.
 *
 * @throws if a series has no summary, which a built simulation always has.
 */
export function seriesNodes({ graph, series }: Pick<Simulation, "graph" | "series">): Node[] {
  return series.map((name) => {
    const found = graph.outputs.find(
      (output) => output.name.startsWith(`${name}/`) && output.node.op !== "count",
    );
    const node = found?.node.inputs[0];
    if (!node) throw new Error(`series ${name} has no summary`);
    return node;
  });
}

/** A counted mask: a species whose positivity policy acted. */
export interface Violation {
  readonly species: string;
  /** The `scanOutput` of the mask, [steps, paths]. */
  readonly mask: Node;
}

/** The counts of violations of a simulation, in order. */
export function violationsOf(graph: Graph): Violation[] {
  return countsOf(graph).flatMap(({ of, what, mask }) =>
    what === "violations" ? [{ species: of, mask }] : [],
  );
}

/** The masks of an event, by what is counted of it. */
export interface EventMasks {
  readonly name: string;
  /** [times, paths], but `begun`, which is [steps, paths]. */
  readonly masks: Readonly<Record<EventCount, Node>>;
}

/** The counts of events of a simulation, in order. */
export function eventMasksOf(graph: Graph): EventMasks[] {
  const counts = countsOf(graph);
  const find = (name: string, count: EventCount): Node | undefined =>
    counts.find(({ of, what }) => of === name && what === count)?.mask;
  return [...new Set(counts.map(({ of }) => of))].flatMap((name) => {
    const [holding, reached, begun] = EVENT_COUNTS.map((count) => find(name, count));
    return holding && reached && begun ? [{ name, masks: { holding, reached, begun } }] : [];
  });
}

/** Every counted mask, with what its output's name says. */
function countsOf({ outputs }: Graph): { of: string; what: string; mask: Node }[] {
  return outputs.flatMap(({ name, node }) => {
    const mask = node.op === "count" ? node.inputs[0] : undefined;
    const slash = name.lastIndexOf("/");
    return mask ? [{ of: name.slice(0, slash), what: name.slice(slash + 1), mask }] : [];
  });
}
