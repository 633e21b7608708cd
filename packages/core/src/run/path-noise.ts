import { type Graph, nodesOf } from "../graph/graph.ts";
import type { PathNoise } from "../graph/interpret.ts";
import type { Stream } from "../graph/op.ts";
import type { PhiloxKey } from "../noise/philox.ts";
import { type PoissonTable, poissonOfWord, poissonTable } from "../noise/poisson.ts";
import { normalAt, uniformAt, wordAt } from "../noise/variates.ts";

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

/** The random numbers of one path, as the kernel draws them. */
export function pathNoise(key: PhiloxKey, path: number, channels: Channels): PathNoise {
  const tables = new Map<number, PoissonTable>();
  return {
    normal: (stream, step, channel) =>
      normalAt(key, path, stream, step * channels[stream] + channel),
    uniform: (stream, _, channel) => uniformAt(key, path, stream, channel),
    poisson: (stream, _, channel, rate) => {
      const table = tables.get(rate) ?? poissonTable(rate);
      tables.set(rate, table);
      return poissonOfWord(table, wordAt(key, path, stream, channel));
    },
  };
}
