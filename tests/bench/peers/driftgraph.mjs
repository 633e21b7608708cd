// @ts-check
// Driftgraph as a library: each run is a whole call of simulate(), from the model to the results in memory.
import process from "node:process";
import { simulate } from "@driftgraph/core";
import { repressilator, switchModel } from "@driftgraph/models";
import { median } from "../statistics.mjs";
import { DT, ENSEMBLES, isEnsembleName, SEED, T_END } from "../workloads.mjs";
import { serve } from "./lines.mjs";

const [name = "", mode] = process.argv.slice(2);
if (!isEnsembleName(name)) throw new Error(`no workload "${name}"`);
const { model, paths, trajectories } = ENSEMBLES[name];
const fma = mode === "fma";
/** @type {import("@driftgraph/core").Run | undefined} */
let last;
/** @type {Map<number, import("@driftgraph/core").Run["timings"][]>} */
const timings = new Map();

await serve({
  run: async (threads) => {
    last = await simulate(model === "switch" ? switchModel : repressilator, {
      ...{ paths, dt: DT, tEnd: T_END, seed: SEED, threads },
      ...{ scheme: "rk4-article", dtype: "float32", backend: "wasm", fma },
      ...{ bins: 50, samplePaths: 0 }, // as many as the reference counts in; it keeps no samples
      save: { trajectories },
      summaries: !trajectories, // W1 and W2 keep all paths, W3 summaries: as the reference does
    });
    if (last.threads !== threads || last.fma !== fma) {
      throw new Error(`asked for ${threads} threads, FMA ${fma}; got ${last.threads}, ${last.fma}`);
    }
    timings.set(threads, [...(timings.get(threads) ?? []), last.timings]);
  },
  tidy: () => last?.dispose(),
  phases: (threads) => {
    const runs = timings.get(threads) ?? [];
    const names = Object.keys(runs[0] ?? {});
    return Object.fromEntries(
      names.map((name) => [name, median(runs.map((run) => Object(run)[name]))]),
    );
  },
  plane: (step, species) => {
    const planes = last?.ensembles[0]?.trajectories;
    if (!planes) throw new Error("no trajectories");
    return planes.plane(step + 1, species); // their first time is the initial one
  },
});
