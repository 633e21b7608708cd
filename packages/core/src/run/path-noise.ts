import type { Channels } from "../graph/channels.ts";
import type { PathNoise } from "../graph/interpret.ts";
import type { PhiloxKey } from "../noise/philox.ts";
import { type PoissonTable, poissonOfWord, poissonTable } from "../noise/poisson.ts";
import { normalAt, treeNormalAt, uniformAt, wordAt } from "../noise/variates.ts";

/** The random numbers of one path, as the kernel draws them. */
export function pathNoise(key: PhiloxKey, path: number, channels: Channels): PathNoise {
  const tables = new Map<number, PoissonTable>();
  return {
    normal: (stream, step, channel) =>
      normalAt(key, path, stream, step * channels[stream] + channel),
    treeNormal: (step, node, channel) => treeNormalAt(key, path, { step, node, channel }),
    uniform: (stream, _, channel) => uniformAt(key, path, stream, channel),
    poisson: (stream, _, channel, rate) => {
      const table = tables.get(rate) ?? poissonTable(rate);
      tables.set(rate, table);
      return poissonOfWord(table, wordAt(key, path, stream, channel));
    },
  };
}
