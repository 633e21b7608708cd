import process from "node:process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { simulatePath } from "../oracle.mjs";
import { startPeer } from "../peer.mjs";
import { STEPS } from "../workloads.mjs";

it.each([
  { workload: "W1", model: "switch", paths: [0, 255, 256, 49_999] },
  { workload: "W2", model: "repressilator", paths: [0, 255, 256, 24_999] },
])("the JavaScript peer follows the oracle's paths in $workload", async (example) => {
  const file = fileURLToPath(new URL("./javascript.mjs", import.meta.url));
  const peer = startPeer([process.execPath, file, example.workload]);
  await peer.run(1);
  const exact = example.paths.map((path) => simulatePath(example.model, path, STEPS));
  for (const step of [0, 3, 44, 89]) {
    for (const species of exact[0]?.[0]?.keys() ?? []) {
      const plane = JSON.parse(await peer.ask(`plane ${step} ${species}`)) as number[];
      for (const [i, path] of example.paths.entries()) {
        expect(plane[path]).toBeCloseTo(exact[i]?.[step]?.[species] ?? Number.NaN, 4);
      }
    }
  }
  peer.close();
});
