import { describe, expect, it } from "vitest";
import { interpretPath } from "../graph/interpret.ts";
import { keyOfSeed } from "../noise/stream.ts";
import { optimize } from "../optimize/passes.ts";
import { channelsOf, pathNoise } from "../run/path-noise.ts";
import { compileKernel } from "./compile.ts";
import { GENE_RING_PARAMETERS, geneRing } from "./fixtures/graphs.ts";
import { KernelRunner } from "./fixtures/kernel-runner.ts";

for (const dtype of ["float32", "float64"] as const) {
  describe(`kernel in ${dtype}`, () => {
    const graph = optimize(geneRing([0.5, 0.5], ["trajectory"]), { values: new Map([["n", 6]]) }).graph;
    const kernel = compileKernel(graph, { dtype, fma: false, sharedMemory: false });

    it("has the interpreter's trajectories", () => {
      const run = { paths: 300, steps: 20, dt: 0.1, seed: 7, parameters: GENE_RING_PARAMETERS, trajectories: true };
      const runner = new KernelRunner(kernel, run).execute();
      const round = dtype === "float32" ? Math.fround : (x: number): number => x;
      for (const path of [0, 1, 5, 255, 256, 299]) {
        const noise = pathNoise(keyOfSeed(7), path, channelsOf(graph));
        const values = interpretPath(graph, { parameters: GENE_RING_PARAMETERS, dt: 0.1, steps: 20, every: 1, noise, round });
        kernel.layout.trajectories.forEach((node, series) => {
          const expected = values.get(node) as Float64Array;
          for (let k = 0; k <= 20; k++) {
            expect(runner.trajectory(k, series, path)).toBeCloseTo(expected[k] ?? Number.NaN, dtype === "float32" ? 4 : 12);
          }
        });
      }
    });
  });
}
