// @ts-check
// Driftgraph as a library: each run is a whole call of simulate(), from the model to the results in memory.
import process from "node:process";
import { simulate } from "@driftgraph/core";
import { repressilator, switchModel } from "@driftgraph/models";
import { DT, ENSEMBLES, isEnsembleName, SEED, T_END } from "../workloads.mjs";
import { serve } from "./lines.mjs";

const [name = "", mode] = process.argv.slice(2);
if (!isEnsembleName(name)) throw new Error(`no workload "${name}"`);
const { model, paths, trajectories } = ENSEMBLES[name];
/** @type {import("@driftgraph/core").Run | undefined} */
let last;

await serve({
  run: async (threads) => {
    last = await simulate(model === "switch" ? switchModel : repressilator, {
      ...{ paths, dt: DT, tEnd: T_END, seed: SEED, threads },
      ...{ scheme: "rk4-article", dtype: "float32", backend: "wasm", fma: mode === "fma" },
      save: { trajectories },
    });
  },
  tidy: () => last?.dispose(),
  plane: (step, species) => {
    const planes = last?.ensembles[0]?.trajectories;
    if (!planes) throw new Error("no trajectories");
    return planes.plane(step + 1, species); // their first time is the initial one
  },
});
