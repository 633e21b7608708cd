// @ts-check
// Driftgraph on libtensorflow: each run is a whole call of simulate(), with TensorFlow's process and graph warm.
import process from "node:process";
import { simulate } from "@driftgraph/core";
import { repressilator, switchModel } from "@driftgraph/models";
import { tensorflowBackend } from "@driftgraph/tensorflow/node";
import { DT, ENSEMBLES, isEnsembleName, SEED, T_END } from "../workloads.mjs";
import { serve } from "./lines.mjs";

const name = process.argv[2] ?? "";
if (!isEnsembleName(name)) throw new Error(`no workload "${name}"`);
const { model, paths, trajectories } = ENSEMBLES[name];

/** @type {import("@driftgraph/core").Run | undefined} */
let last;

await serve({
  run: async (threads) => {
    last = await simulate(model === "switch" ? switchModel : repressilator, {
      ...{ paths, dt: DT, tEnd: T_END, seed: SEED, threads },
      ...{ scheme: "rk4-article", dtype: "float32", backend: tensorflowBackend },
      ...{ bins: 50, samplePaths: 0 },
      save: { trajectories },
      summaries: !trajectories,
    });
  },
  tidy: () => last?.dispose(),
});
