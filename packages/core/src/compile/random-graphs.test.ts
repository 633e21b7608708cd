import { describe, expect, it } from "vitest";
import { channelsOf } from "../graph/channels.ts";
import { interpretPath } from "../graph/interpret.ts";
import { platform } from "../node/platform.ts";
import { keyOfSeed } from "../noise/stream.ts";
import { optimize } from "../optimize/passes.ts";
import { pathNoise } from "../run/path-noise.ts";
import { compileKernel } from "./compile.ts";
import { KernelRunner } from "./fixtures/kernel-runner.ts";
import { randomGraph } from "./fixtures/random-graph.ts";

const PARAMETERS = new Map([["p", 0.4]]);
const RUN = {
  paths: 9,
  steps: 3,
  dt: 0.5,
  seed: 3,
  parameters: PARAMETERS,
  trajectories: true,
  summaries: false,
};

describe("kernels of random graphs", () => {
  for (const [states, size] of [
    [1, 8],
    [2, 25],
    [3, 60],
    [5, 200],
  ] as const) {
    for (const fma of [false, true]) {
      it(`agree with the interpreter: ${states} states, ${size} expressions, ${fma ? "with" : "without"} FMA`, () => {
        platform.relaxedSimd();
        for (let seed = 1; seed <= 12; seed++) {
          const built = randomGraph(seed, states, size);
          for (const graph of [built, optimize(built).graph]) {
            const kernel = compileKernel(graph, { dtype: "float64", fma, sharedMemory: false });
            const runner = new KernelRunner(kernel, RUN).execute();
            for (const path of [0, 8]) {
              const noise = pathNoise(keyOfSeed(3), path, channelsOf(graph));
              const values = interpretPath(graph, {
                parameters: PARAMETERS,
                dt: 0.5,
                steps: 3,
                every: 1,
                noise,
                round: (x) => x,
              });
              kernel.layout.trajectories.forEach((node, series) => {
                const expected = values.get(node) as Float64Array;
                for (let k = 0; k <= 3; k++) {
                  const difference = Math.abs(
                    runner.trajectory(k, series, path) - (expected[k] ?? Number.NaN),
                  );
                  expect(difference, `seed ${seed}, series ${series}, time ${k}`).toBeLessThan(
                    1e-9,
                  );
                }
              });
            }
          }
        }
      });
    }
  }
});
