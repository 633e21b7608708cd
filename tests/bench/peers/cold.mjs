// @ts-check
// Prints how long a fresh process takes from the model to the first call of the kernel, in milliseconds.
import { simulate } from "@driftgraph/core";
import { switchModel } from "@driftgraph/models";
import { DT, ENSEMBLES, T_END } from "../workloads.mjs";

const { paths } = ENSEMBLES.W1;
const { timings } = await simulate(switchModel, {
  paths,
  dt: DT,
  tEnd: T_END,
  scheme: "rk4-article",
});
console.log(timings.build + timings.optimize + timings.compile + timings.instantiate);
