import { type Graph, nodesOf } from "./graph.ts";
import type { Stream } from "./op.ts";

/** Normals drawn from each stream in one step. */
export type Channels = Readonly<Record<Stream, number>>;

/** How many normals a graph draws from each stream in one step. */
export function channelsOf(graph: Graph): Channels {
  const channels = { dW: 0, dZ: 0, initial: 0 };
  const visit = (part: Graph): void => {
    for (const node of nodesOf(part)) {
      if (node.op === "normal") {
        const { stream, channel } = node.attributes;
        channels[stream] = Math.max(channels[stream], channel + 1);
      }
      if (node.op === "scan") visit(node.attributes.body);
    }
  };
  visit(graph);
  return channels;
}
