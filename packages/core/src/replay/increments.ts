import {
  argument,
  constant,
  elementwise,
  normal,
  scan,
  scanOutput,
  stepSize,
  summary,
} from "../graph/build.ts";
import { channelsOf } from "../graph/channels.ts";
import { inContext, inScope } from "../graph/context.ts";
import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import type { Stream } from "../graph/op.ts";
import { PATHS, SCALAR } from "../graph/shape.ts";
import { verify } from "../graph/verify.ts";
import type { Simulation } from "../simulation/simulation.ts";

/** One column of increments: √dt times the normals of a channel. */
interface IncrementColumn {
  readonly stream: Exclude<Stream, "initial">;
  readonly channel: number;
  readonly name: string;
}

/** The increments that a simulation draws in each step, in the order of their channels. */
function incrementColumns({ graph, model }: Simulation): IncrementColumn[] {
  const channels = channelsOf(graph);
  return (["dW", "dZ"] as const).flatMap((stream) =>
    Array.from({ length: channels[stream] }, (_, channel) => ({
      stream,
      channel,
      name: incrementName(stream, model.wiener[channel] ?? String(channel)),
    })),
  );
}

/** `dW_x1` for the Wiener process W_x1; `dZ_x1` for the second normal that some schemes draw. */
function incrementName(stream: IncrementColumn["stream"], wiener: string): string {
  if (stream === "dW") return `d${wiener}`;
  return wiener.startsWith("W") ? `dZ${wiener.slice(1)}` : `dZ_${wiener}`;
}

/**
 * A simulation of the increments alone: its state after a step is what that step drew.
 *
 * It draws from the very channels of the given simulation, so that a kernel makes the same bits of it;
 * a graph of its own leaves the arithmetic of the simulation's own kernel as it was.
 */
export function incrementSimulation(of: Simulation): Simulation {
  const columns = incrementColumns(of);
  const names = columns.map(({ name }) => name);
  const graph = inContext({ scope: "", origin: undefined }, () => verify(incrementGraph(columns)));
  return { ...of, series: names, graph };
}

function incrementGraph(columns: readonly IncrementColumn[]): Graph {
  const body = inScope("step", () => {
    const states = columns.map(({ name }, i) => argument(i, name, PATHS));
    const dt = argument(columns.length, "dt", SCALAR);
    const sqrtDt = elementwise("sqrt", dt);
    const outputs = columns.map(({ stream, channel, name }) => ({
      name,
      node: elementwise("mul", sqrtDt, normal(stream, channel)),
    }));
    return { name: "step", arguments: [...states, dt], outputs };
  });
  const zero: Node = constant(0);
  const loop = scan(
    body,
    columns.map(() => zero),
    [stepSize()],
    [],
  );
  const outputs = columns.map(({ name }, i) => ({
    name: `${name}/trajectory`,
    node: summary("trajectory", scanOutput(loop, i)),
  }));
  return { name: "increments", arguments: [], outputs };
}
