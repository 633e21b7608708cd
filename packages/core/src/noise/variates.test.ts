import { describe, expect, it } from "vitest";
import { boxMuller } from "./box-muller.ts";
import { poissonOfWord, poissonTable } from "./poisson.ts";
import { keyOfSeed } from "./stream.ts";
import { normalAt, uniformAt, wordAt } from "./variates.ts";

const key = keyOfSeed(42);
const SAMPLES = 40_000;

function moments(draw: (path: number) => number): { mean: number; variance: number } {
  let sum = 0;
  let squares = 0;
  for (let path = 0; path < SAMPLES; path++) {
    const value = draw(path);
    sum += value;
    squares += value * value;
  }
  const mean = sum / SAMPLES;
  return { mean, variance: squares / SAMPLES - mean * mean };
}

// 40,000 draws; five standard errors, so each bound fails by chance once in 1.7 million seeds.
const FIVE_ERRORS = 5 / Math.sqrt(SAMPLES);

describe("normals", () => {
  it("have mean 0 and variance 1", () => {
    const { mean, variance } = moments((path) => normalAt(key, path, "dW", path % 7));
    expect(Math.abs(mean)).toBeLessThan(FIVE_ERRORS);
    expect(Math.abs(variance - 1)).toBeLessThan(FIVE_ERRORS * Math.SQRT2);
  });

  it("differ between paths 2^32 apart, streams and indices", () => {
    const seen = new Set([
      normalAt(key, 1, "dW", 0),
      normalAt(key, 1 + 2 ** 32, "dW", 0),
      normalAt(key, 1, "dZ", 0),
      normalAt(key, 1, "initial", 0),
      normalAt(key, 1, "dW", 1),
      normalAt(key, 1, "dW", 4),
      normalAt(keyOfSeed(42n + 2n ** 32n), 1, "dW", 0),
    ]);
    expect(seen.size).toBe(7);
  });

  it("reach 6.66 and stay finite at the edges of the words", () => {
    expect(boxMuller(0, 0)[0]).toBeCloseTo(Math.sqrt(64 * Math.LN2), 12);
    for (const word of [0, 1, 0x7fffffff, 0x80000000, 0xffffffff]) {
      for (const value of boxMuller(word, word)) expect(Math.abs(value)).toBeLessThan(6.7);
    }
  });
});

describe("uniforms", () => {
  it("are exact in single precision and inside (0, 1)", () => {
    for (let path = 0; path < 1000; path++) {
      const value = uniformAt(key, path, "initial", 1);
      expect(Math.fround(value)).toBe(value);
      expect(value > 0 && value < 1).toBe(true);
    }
  });
});

describe("Poisson variates", () => {
  for (const rate of [0.3, 4, 250, 1e6]) {
    it(`have mean and variance ${rate}`, () => {
      const table = poissonTable(rate);
      const { mean, variance } = moments(
        (path) => poissonOfWord(table, wordAt(key, path, "initial", 0)) - rate,
      );
      expect(Math.abs(mean)).toBeLessThan(FIVE_ERRORS * Math.sqrt(rate));
      expect(Math.abs(variance / rate - 1)).toBeLessThan(FIVE_ERRORS * Math.sqrt(2 + 1 / rate));
    });
  }

  it("are 0 at rate 0", () => {
    expect(poissonOfWord(poissonTable(0), 0xffffffff)).toBe(0);
  });

  it("refuse a negative rate", () => {
    expect(() => poissonTable(-1)).toThrow(RangeError);
  });
});
