import { type SimulateOptions, simulate } from "@driftgraph/core";
import { models } from "@driftgraph/models";

/** Runs the switch here, and gives what the test compares. */
async function runHere(options: SimulateOptions): Promise<{ values: string; threads: number }> {
  const { ensembles, threads } = await simulate(models.switch, options);
  const numbers = ensembles[0]?.series.flatMap(({ mean, variance, histogram }) => [
    ...mean,
    ...variance,
    ...histogram.flatMap((counts) => [...counts]),
  ]);
  return { values: JSON.stringify(numbers), threads };
}

/** Runs it in a worker made of this very script. */
function runInWorker(options: SimulateOptions): Promise<unknown> {
  const worker = new Worker("/page.js", { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onerror = reject;
    worker.onmessage = ({ data }) =>
      data === "ready" ? worker.postMessage(options) : resolve(data);
  });
}

if (typeof document === "undefined") {
  addEventListener("message", async ({ data }) => postMessage(await runHere(data)));
  postMessage("ready");
} else {
  const run = (where: string, options: SimulateOptions): Promise<unknown> =>
    where === "worker" ? runInWorker(options) : runHere(options);
  Object.assign(globalThis, { run, ready: true });
}
