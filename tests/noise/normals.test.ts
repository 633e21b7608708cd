import { normalAt, replayPath, type SimulateOptions, simulate } from "@driftgraph/core";
import { describe, expect, it } from "vitest";
import { drawing, drawNormals, type Normals } from "./draw.ts";
import { andersonDarling, correlationScore, kolmogorovSmirnov, upperTail } from "./normal-law.ts";

// Every check below fails by chance with a probability of less than 6·10⁻⁷: beyond five standard
// errors, or as its threshold says. There are some 200 of them, and the seeds are fixed.
const FIVE = 5;

interface Way {
  readonly name: string;
  readonly options: SimulateOptions;
  readonly paths: number;
  readonly steps: number;
}

const WAYS: readonly Way[] = [
  { name: "kernel, float32", options: { dtype: "float32" }, paths: 65_536, steps: 8 },
  { name: "kernel, float64", options: { dtype: "float64" }, paths: 65_536, steps: 8 },
  {
    name: "kernel, float32 without fused multiply-add",
    options: { dtype: "float32", fma: false },
    paths: 65_536,
    steps: 4,
  },
  { name: "interpreter", options: { backend: "interpreter" }, paths: 4096, steps: 8 },
];

const SEED = 20_240_601n;

/** All normals of a run in one sample. */
function pooled(normals: Normals, steps: number): Float64Array {
  const parts = Array.from({ length: steps }, (_, step) =>
    ([0, 1] as const).map((channel) => normals(step, channel)),
  ).flat();
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The mean of a power of a sample, in standard errors from what it is for the normal law. */
function momentScore(sample: Float64Array, power: number): number {
  // E Zᵏ = (k − 1)!! for even k.
  const doubleFactorial = (k: number): number => (k <= 0 ? 1 : k * doubleFactorial(k - 2));
  const moment = (k: number): number => (k % 2 === 1 ? 0 : doubleFactorial(k - 1));
  let sum = 0;
  for (const z of sample) sum += z ** power;
  const variance = moment(2 * power) - moment(power) ** 2;
  return (sum / sample.length - moment(power)) / Math.sqrt(variance / sample.length);
}

describe.each(WAYS)("the normals of the $name", ({ options, paths, steps }) => {
  const drawn = drawNormals(paths, steps, { ...options, seed: SEED });

  it("are those of the counters, to the last digits", async () => {
    const normals = await drawn;
    const tolerance = options.dtype === "float64" ? 1e-14 : 2e-6;
    const key = [Number(SEED & 0xffffffffn), Number(SEED >> 32n)] as const;
    for (const path of [0, 1, 2, 3, 255, 256, paths - 1]) {
      for (let step = 0; step < steps; step++) {
        for (const channel of [0, 1] as const) {
          const expected = normalAt(key, path, "dW", 2 * step + channel);
          const found = normals(step, channel)[path] ?? Number.NaN;
          expect(Math.abs(found - expected)).toBeLessThan(tolerance * Math.max(1, Math.abs(found)));
        }
      }
    }
  });

  it.each([1, 2, 3, 4, 5, 6])("have moment %i of the normal law", async (power) => {
    expect(Math.abs(momentScore(pooled(await drawn, steps), power))).toBeLessThan(FIVE);
  });

  it("pass Kolmogorov and Smirnov's test, and Anderson and Darling's", async () => {
    const sorted = pooled(await drawn, steps).sort();
    expect(kolmogorovSmirnov(sorted)).toBeLessThan(2.8);
    expect(andersonDarling(sorted)).toBeLessThan(13);
  });

  it("of two channels are independent, and so are their squares", async () => {
    const normals = await drawn;
    for (let step = 0; step < steps; step++) {
      const [a, b] = [normals(step, 0), normals(step, 1)];
      expect(Math.abs(correlationScore(a, b))).toBeLessThan(FIVE);
      expect(Math.abs(correlationScore(standardSquares(a), standardSquares(b)))).toBeLessThan(FIVE);
    }
  });

  it("of the steps of a path are independent, and so are their squares", async () => {
    const normals = await drawn;
    for (let step = 1; step < steps; step++) {
      for (const channels of [
        [0, 0],
        [0, 1],
        [1, 0],
      ] as const) {
        const [a, b] = [normals(0, channels[0]), normals(step, channels[1])];
        expect(Math.abs(correlationScore(a, b))).toBeLessThan(FIVE);
        const squares = correlationScore(standardSquares(a), standardSquares(b));
        expect(Math.abs(squares)).toBeLessThan(FIVE);
      }
    }
  });

  // Lanes of a vector, unrolled vectors, and the same lane of the next tile.
  it.each([1, 2, 3, 4, 7, 8, 256])("of paths %i apart are independent", async (distance) => {
    const normals = await drawn;
    for (const channel of [0, 1] as const) {
      const all = normals(0, channel);
      const [a, b] = [all.subarray(distance), all.subarray(0, all.length - distance)];
      expect(Math.abs(correlationScore(a, b))).toBeLessThan(FIVE);
      const squares = correlationScore(standardSquares(a), standardSquares(b));
      expect(Math.abs(squares)).toBeLessThan(FIVE);
    }
  });

  it.each([1n, 2n, 2n ** 32n])("of seeds %s apart are independent", async (distance) => {
    const size = Math.min(paths, 16_384);
    const other = await drawNormals(size, 1, { ...options, seed: SEED + distance });
    const own = (await drawn)(0, 0).subarray(0, size);
    for (const shift of [0, 1]) {
      const score = correlationScore(own.subarray(shift), other(0, 0).subarray(0, size - shift));
      expect(Math.abs(score)).toBeLessThan(FIVE);
    }
  });
});

/** (z² − 1)/√2: mean 0 and variance 1. */
function standardSquares(sample: Float32Array | Float64Array): Float64Array {
  return Float64Array.from(sample, (z) => (z * z - 1) / Math.SQRT2);
}

describe("the tails of the normals", () => {
  const PATHS = 2 ** 21;
  const STEPS = 16;

  it.each(["float32", "float64"] as const)(
    "have the normal law's weight from 1 to 5.5 σ, among 67 million: %s",
    async (dtype) => {
      const run = await simulate(drawing, {
        scheme: "euler-maruyama",
        seed: SEED,
        dtype,
        paths: PATHS,
        tEnd: STEPS,
        dt: 1,
        samplePaths: 0,
        bins: 1024,
        ranges: { x: [-7.9, 7.9], y: [-7.9, 7.9] },
      });
      const series = run.ensembles[0]?.series ?? [];
      const total = PATHS * STEPS * series.length;
      for (const limit of [1, 2, 3, 4, 4.5, 5, 5.25, 5.5]) {
        const beyond = series.reduce(
          (sum, { bins, histogram }) =>
            sum +
            histogram.slice(1).reduce((counts, counted, k) => {
              const { low = 0, width = 1 } = bins[k + 1] ?? {};
              return counts + countBeyond(counted, low, width, limit);
            }, 0),
          0,
        );
        const expected = total * 2 * upperTail(limit);
        // Five standard errors of a Poisson count; where few are expected, its law is skewed upwards.
        const room = FIVE * Math.sqrt(expected) + (expected < 100 ? 8 : 0);
        expect(Math.abs(beyond - expected), `beyond ${limit}σ: ${beyond}`).toBeLessThan(room);
        if (limit <= 5.25) expect(beyond).toBeGreaterThan(0);
      }
    },
  );
});

/** Values beyond ±limit, which is an edge of the bins. */
function countBeyond(counts: Float64Array, low: number, width: number, limit: number): number {
  return counts.reduce((sum, count, slot) => {
    const left = low + (slot - 1) * width;
    return left >= limit || left + width <= -limit ? sum + count : sum;
  }, 0);
}

describe("the second stream of schemes that draw two", () => {
  it("is normal, and independent of the first and from step to step", async () => {
    const steps = 2 ** 17;
    const { increments } = await replayPath(
      drawing,
      { scheme: "sra1", seed: SEED, dt: 1, tEnd: steps, dtype: "float64" },
      5,
    );
    expect(increments.map(({ name }) => name)).toEqual(["dW_x", "dW_y", "dZ_x", "dZ_y"]);
    for (const [i, { values }] of increments.entries()) {
      for (const power of [1, 2, 3, 4]) {
        expect(Math.abs(momentScore(values, power))).toBeLessThan(FIVE);
      }
      const next = correlationScore(values.subarray(1), values.subarray(0, steps - 1));
      expect(Math.abs(next)).toBeLessThan(FIVE);
      for (const other of increments.slice(i + 1)) {
        expect(Math.abs(correlationScore(values, other.values))).toBeLessThan(FIVE);
      }
    }
  });
});

describe("the tests themselves", () => {
  it("would see a mean that is off by a hundredth, a wider tail, and a repeated block", async () => {
    const normals = await drawNormals(65_536, 4, { seed: SEED });
    const shifted = pooled(normals, 4).map((z) => z + 0.01);
    expect(Math.abs(momentScore(shifted, 1))).toBeGreaterThan(FIVE);
    expect(andersonDarling(shifted.sort())).toBeGreaterThan(13);
    expect(kolmogorovSmirnov(shifted)).toBeGreaterThan(2.8);
    const wide = pooled(normals, 4).map((z) => (Math.abs(z) > 3 ? 1.05 * z : z));
    expect(momentScore(wide, 6)).toBeGreaterThan(FIVE);
    const repeated = Float64Array.from(normals(0, 0), (z, i) => (i % 50 === 0 ? 0 : z));
    expect(correlationScore(repeated, normals(0, 0)) / Math.sqrt(65_536)).toBeGreaterThan(0.9);
  });

  it("know the normal law", () => {
    // NIST's and Abramowitz & Stegun's tables.
    const known = [
      [0, 0.5],
      [1, 0.15865525393145707],
      [2.5, 0.006209665325776132],
      [3, 0.0013498980316300957],
      [5.5, 1.8989562465887695e-8],
    ] as const;
    for (const [x, p] of known) expect(Math.abs(upperTail(x) / p - 1)).toBeLessThan(1e-12);
    expect(upperTail(-1)).toBeCloseTo(1 - 0.15865525393145707, 14);
  });
});
