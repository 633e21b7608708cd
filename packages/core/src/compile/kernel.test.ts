import { beforeAll, describe, expect, it } from "vitest";
import {
  add,
  constant,
  div,
  elementwise,
  mul,
  normal,
  parameter,
  poisson,
  sub,
  uniform,
} from "../graph/build.ts";
import { channelsOf } from "../graph/channels.ts";
import type { Graph } from "../graph/graph.ts";
import { interpretPath } from "../graph/interpret.ts";
import type { Node } from "../graph/node.ts";
import { platform } from "../node/platform.ts";
import { keyOfSeed } from "../noise/stream.ts";
import { optimize } from "../optimize/passes.ts";
import { pathNoise } from "../run/path-noise.ts";
import { Accumulator } from "../summary/accumulator.ts";
import { compileKernel } from "./compile.ts";
import { GENE_RING_PARAMETERS, geneRing, simulationGraph } from "./fixtures/graphs.ts";
import { type KernelRun, KernelRunner } from "./fixtures/kernel-runner.ts";
import type { LaneType } from "./lanes.ts";

const MODES = [
  { dtype: "float32", fma: false, tolerance: 2e-5 },
  { dtype: "float32", fma: true, tolerance: 2e-5 },
  { dtype: "float64", fma: false, tolerance: 1e-12 },
  { dtype: "float64", fma: true, tolerance: 1e-12 },
] as const;
type Mode = (typeof MODES)[number];

// Node 20 has relaxed SIMD behind a flag, which the platform sets.
beforeAll(() => {
  expect(platform.relaxedSimd()).toBe(true);
});

const BINS = { low: -1, width: 1 / 16, count: 40 };

function runnerOf(
  graph: Graph,
  { dtype, fma }: Pick<Mode, "dtype" | "fma">,
  run: KernelRun,
): KernelRunner {
  return new KernelRunner(compileKernel(graph, { dtype, fma, sharedMemory: false }), run).execute();
}

/** The interpreter's values of some nodes for one path. */
function interpreted(
  graph: Graph,
  dtype: LaneType,
  run: KernelRun,
  path: number,
): (node: Node) => Float64Array {
  const { steps, dt, every = 1, parameters = new Map(), seed = 1, firstPath = 0 } = run;
  const noise = pathNoise(keyOfSeed(seed), firstPath + path, channelsOf(graph));
  const round = dtype === "float32" ? Math.fround : (x: number): number => x;
  const values = interpretPath(graph, { parameters, dt, steps, every, noise, round });
  return (node) => {
    const value = values.get(node);
    if (value instanceof Float64Array) return value;
    throw new Error(`no series for ${node.op}`);
  };
}

/** Expects the trajectories of some paths to be the interpreter's, to a relative tolerance. */
function expectInterpreted(
  graph: Graph,
  mode: Mode,
  run: KernelRun,
  paths: readonly number[],
): void {
  const runner = runnerOf(graph, mode, { ...run, trajectories: true });
  for (const path of paths) {
    const seriesOf = interpreted(graph, mode.dtype, run, path);
    runner.kernel.layout.trajectories.forEach((node, series) => {
      seriesOf(node).forEach((expected, k) => {
        const value = runner.trajectory(k, series, path);
        const scale = Math.max(1, Math.abs(expected));
        expect(
          Math.abs(value - expected) / scale,
          `series ${series} path ${path} time ${k}`,
        ).toBeLessThan(mode.tolerance);
      });
    });
  }
}

const RING = { steps: 20, dt: 0.1, seed: 7, parameters: GENE_RING_PARAMETERS };
const fixedExponent = { values: new Map([["n", 6]]) };
const ring = optimize(
  geneRing([0.5, 0.4], ["moments", "histogram", "samplePaths", "trajectory"]),
  fixedExponent,
).graph;

for (const mode of MODES) {
  describe(`a kernel in ${mode.dtype} ${mode.fma ? "with" : "without"} FMA`, () => {
    it("has the interpreter's trajectories", () => {
      expectInterpreted(ring, mode, { ...RING, paths: 300 }, [0, 1, 5, 255, 256, 299]);
    });

    it("has them for a graph that wasn't optimized, with pow", () => {
      const built = geneRing([1, 0.2, 0.2], ["trajectory"]);
      expectInterpreted(built, mode, { ...RING, paths: 10 }, [0, 3, 9]);
    });

    it("draws initial values from their distributions", () => {
      const rate = mul(parameter("mean"), constant(2));
      const initial = [
        add(constant(1), mul(constant(0.3), normal("initial", 0))),
        elementwise("exp", normal("initial", 1)),
        uniform("initial", 2),
        poisson(rate, "initial", 3),
        poisson(constant(0.7), "initial", 9),
        constant(2),
      ];
      const step = ({ x }: { x: readonly Node[] }): { next: Node[] } => ({
        next: x.map((value, i) => add(value, mul(normal("dW", i % 3), constant(0.1)))),
      });
      const graph = simulationGraph({ initial, step, wanted: ["trajectory"] });
      const run = {
        paths: 70,
        steps: 3,
        dt: 1,
        parameters: new Map([["mean", 5.5]]),
        firstPath: 2 ** 32 + 512,
      };
      expectInterpreted(graph, mode, run, [0, 1, 17, 69]);
    });

    it("has functions of time, both streams, and observables at the logged times", () => {
      const graph = simulationGraph({
        initial: [constant(1), constant(0)],
        parameters: ["a"],
        wanted: ["trajectory"],
        step: ({
          x: [x = constant(0), y = constant(0)],
          t,
          dt,
          parameters: [a = constant(0)],
        }) => ({
          next: [
            add(x, mul(dt, sub(elementwise("sin", mul(a, t)), x))),
            add(y, add(mul(normal("dW", 0), x), mul(normal("dZ", 1), elementwise("cos", t)))),
          ],
        }),
        observables: ([x = constant(0), y = constant(0)], t) => [
          add(mul(x, t), elementwise("tanh", y)),
          elementwise("select", elementwise("less", y, constant(0)), x, elementwise("exp", y)),
        ],
      });
      const run = { paths: 40, steps: 12, every: 3, dt: 0.25, parameters: new Map([["a", 1.5]]) };
      expectInterpreted(graph, mode, run, [0, 7, 39]);
    });

    it("gives the same bits whatever the order of tiles, the threads, and the slices of steps", () => {
      const run = { ...RING, paths: 1000, trajectories: true, bins: BINS, shift: 0.5, samples: 3 };
      const plain = runnerOf(ring, mode, run);
      for (const change of [
        { reversed: true },
        { accumulators: 3 },
        { slice: 1 },
        { slice: 7, accumulators: 2 },
      ]) {
        const changed = { ...run, ...change };
        // Slices of tiles that take turns on one context would mix their states; the runner doesn't.
        const other = runnerOf(ring, mode, changed);
        for (let k = 0; k < plain.times; k++) {
          for (let series = 0; series < 2; series++) {
            expect(other.moments(k, series)).toEqual(plain.moments(k, series));
            expect(other.histogram(k, series)).toEqual(plain.histogram(k, series));
            for (const path of [0, 511, 999]) {
              expect(other.trajectory(k, series, path)).toBe(plain.trajectory(k, series, path));
            }
          }
        }
      }
    });

    it("replays any single path, and any range of paths", () => {
      const firstPath = 2 ** 33 + 1000;
      const whole = runnerOf(ring, mode, { ...RING, paths: 600, firstPath, trajectories: true });
      for (const [offset, paths] of [
        [0, 1],
        [299, 1],
        [599, 1],
        [37, 300],
      ] as const) {
        const part = runnerOf(ring, mode, {
          ...RING,
          paths,
          firstPath: firstPath + offset,
          trajectories: true,
        });
        for (let k = 0; k < whole.times; k++) {
          for (const path of [0, paths - 1]) {
            expect(part.trajectory(k, 1, path)).toBe(whole.trajectory(k, 1, offset + path));
          }
        }
      }
    });

    it("has the moments and histograms of its trajectories", () => {
      const shift = 0.4375; // exact in single precision
      const run = { ...RING, every: 4, paths: 700, trajectories: true, bins: BINS, shift };
      const runner = runnerOf(ring, mode, run);
      for (let k = 0; k < runner.times; k++) {
        for (let series = 0; series < 2; series++) {
          const oracle = new Accumulator(BINS, shift);
          for (let path = 0; path < run.paths; path++)
            oracle.add(runner.trajectory(k, series, path));
          const { sum, squares, min, max, nonFinite } = runner.moments(k, series);
          const digits = mode.dtype === "float32" ? 3 : 10;
          expect(sum).toBeCloseTo(oracle.sum, digits);
          expect(squares).toBeCloseTo(oracle.squares, digits);
          expect([min, max, nonFinite]).toEqual([oracle.min, oracle.max, 0]);
          expect(runner.histogram(k, series).slice(0, BINS.count + 2)).toEqual([
            ...oracle.histogram,
          ]);
        }
      }
      expect(runner.irregular().count).toBe(0);
    });

    it("keeps evenly spaced sample paths", () => {
      const runner = runnerOf(ring, mode, { ...RING, paths: 700, trajectories: true, samples: 5 });
      for (let sample = 0; sample < 5; sample++) {
        for (let k = 0; k < runner.times; k++) {
          expect(runner.sample(1, sample, k)).toBe(runner.trajectory(k, 1, sample * 140));
        }
      }
    });

    it("counts masks over existing paths, by logged time", () => {
      const graph = simulationGraph({
        initial: [constant(0)],
        wanted: ["trajectory"],
        step: () => {
          const next = normal("dW", 0);
          return {
            next: [next],
            masks: [
              elementwise("less", next, constant(0)),
              elementwise("lessEqual", constant(1), next),
            ],
          };
        },
      });
      const run = { paths: 333, steps: 6, dt: 1 };
      const every = runnerOf(graph, mode, { ...run, trajectories: true });
      const some = runnerOf(graph, mode, { ...run, every: 3, accumulators: 2 });
      const expected = (test: (x: number) => boolean, steps: readonly number[]): number =>
        steps.reduce(
          (n, k) =>
            n +
            Array.from({ length: 333 }, (_, p) => every.trajectory(k, 0, p)).filter(test).length,
          0,
        );
      for (const [mask, test] of [(x: number) => x < 0, (x: number) => x >= 1].entries()) {
        expect([some.count(1, mask), some.count(2, mask)]).toEqual([
          expected(test, [1, 2, 3]),
          expected(test, [4, 5, 6]),
        ]);
      }
    });

    it("finds values that aren't finite and leaves them out of the summaries", () => {
      const graph = simulationGraph({
        initial: [constant(1)],
        wanted: ["moments", "histogram", "trajectory"],
        step: ({ x: [x = constant(0)] }) => {
          const z = normal("dW", 0);
          const broken = elementwise("less", constant(2.5), z);
          return {
            next: [
              elementwise("select", broken, div(x, constant(0)), add(mul(x, constant(0.5)), z)),
            ],
          };
        },
      });
      const run = { paths: 600, steps: 1, dt: 1, trajectories: true, bins: BINS };
      const runner = runnerOf(graph, mode, run);
      const oracle = new Accumulator(BINS, 0);
      const bad: number[] = [];
      for (let path = 0; path < 600; path++) {
        const value = runner.trajectory(1, 0, path);
        if (Number.isFinite(value)) oracle.add(value);
        else bad.push(path);
      }
      expect(bad.length).toBeGreaterThan(0);
      const { sum, min, max, nonFinite } = runner.moments(1, 0);
      expect([min, max, nonFinite]).toEqual([oracle.min, oracle.max, bad.length]);
      expect(sum).toBeCloseTo(oracle.sum, 3);
      expect(runner.histogram(1, 0)).toEqual([...oracle.histogram, bad.length + 768 - 600]);
      const { count, tile, time } = runner.irregular();
      expect(count).toBeGreaterThan(0);
      expect([tile, time]).toEqual([Math.floor((bad[0] ?? 0) / 256) * 256, 1]);
    });

    it("finds them at the end of a run without summaries", () => {
      const graph = simulationGraph({
        initial: [constant(1)],
        wanted: ["trajectory"],
        step: ({ x: [x = constant(0)] }) => ({ next: [elementwise("exp", mul(x, constant(10)))] }),
      });
      const runner = runnerOf(graph, mode, {
        paths: 3,
        steps: 4,
        dt: 1,
        trajectories: true,
        summaries: false,
      });
      expect(runner.irregular()).toEqual({ count: 1, tile: 0, time: 4 });
    });
  });
}
