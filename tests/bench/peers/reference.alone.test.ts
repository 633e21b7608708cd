import { afterAll, describe, expect, it } from "vitest";
import { philox, simulatePath } from "../oracle.mjs";
import { MissingPeer, type Peer } from "../peer.mjs";
import { STEPS } from "../workloads.mjs";
import { compileReference, startReference, type TARGETS } from "./reference.mjs";

/** Random123's known answers: counter, key, result. */
const KNOWN_ANSWERS = [
  [
    "00000000 00000000 00000000 00000000",
    "00000000 00000000",
    "6627e8d5 e169c58d bc57ac4c 9b00dbd8",
  ],
  [
    "ffffffff ffffffff ffffffff ffffffff",
    "ffffffff ffffffff",
    "408f276d 41c83b0e a20bc7c6 6d5451fd",
  ],
  [
    "243f6a88 85a308d3 13198a2e 03707344",
    "a4093822 299f31d0",
    "d16cfe09 94fdcceb 5001e420 24126ea1",
  ],
] as const;
/** Paths that are followed by the oracle: both ends of the first block, and of the last, which is not full. */
const FOLLOWED = {
  W1: [0, 1, 7, 8, 255, 256, 777, 49_920, 49_999],
  W2: [0, 5, 255, 256, 24_832, 24_999],
};

const missing = await compileReference("avx2").then(
  () => undefined,
  (error: unknown) => {
    if (error instanceof MissingPeer) return error.message;
    throw error;
  },
);
const started: Peer[] = [];

interface Summary {
  readonly mean: number;
  readonly variance: number;
  readonly histogram: readonly number[];
}

/** 50 bins on [0, 1.2], and what is below and above. */
function histogramOf(values: readonly number[]): number[] {
  const bins = new Array<number>(52).fill(0);
  for (const x of values) {
    const bin = Math.min(Math.max(Math.floor((x / 1.2) * 50 + 1), 0), 51);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return bins;
}

async function start(
  workload: string,
  target: keyof typeof TARGETS = "avx2",
  paths?: number,
): Promise<Peer> {
  const peer = await startReference(workload, target, paths);
  started.push(peer);
  return peer;
}

afterAll(() => {
  for (const peer of started) peer.close();
});

const words = (text: string): number[] => text.split(" ").map((word) => Number.parseInt(word, 16));

describe("the oracle", () => {
  it.each(KNOWN_ANSWERS)("has Philox's published answer for %s", (counter, key, answer) => {
    expect(philox(words(counter), words(key))).toEqual(words(answer));
  });
});

describe.skipIf(missing !== undefined)("the C++ reference", () => {
  it.each(KNOWN_ANSWERS)("has Philox's published answer for %s", async (counter, key, answer) => {
    const peer = await start("W1");
    expect((await peer.ask(`philox ${counter} ${key}`)).trim()).toBe(answer);
  });

  it.each([
    { workload: "W1", model: "switch", target: "avx2" },
    { workload: "W1", model: "switch", target: "native" },
    { workload: "W2", model: "repressilator", target: "avx2" },
  ] as const)("follows the oracle's paths in $workload, built for $target", async (example) => {
    const peer = await start(example.workload, example.target);
    await peer.run(2);
    const paths = FOLLOWED[example.workload];
    const exact = paths.map((path) => simulatePath(example.model, path, STEPS));
    for (const step of [0, 1, 2, 3, 44, 88, 89]) {
      for (const species of exact[0]?.[0]?.keys() ?? []) {
        const plane = JSON.parse(await peer.ask(`plane ${step} ${species}`)) as number[];
        for (const [i, path] of paths.entries()) {
          // Single precision: rounding of 90 steps, stretched by the unstable equilibrium that the switch starts at.
          expect(plane[path]).toBeCloseTo(exact[i]?.[step]?.[species] ?? Number.NaN, 4);
        }
      }
    }
  });

  it("sums up in W3 what W1 keeps", async () => {
    const paths = 50_000;
    const kept = await start("W1");
    const summed = await start("W3", "avx2", paths);
    await kept.run(1);
    await summed.run(2);
    const stats = JSON.parse(await summed.ask("stats")) as Summary[];
    expect(stats).toHaveLength(STEPS * 2);
    for (const step of [0, 44, 89]) {
      const plane = JSON.parse(await kept.ask(`plane ${step} 1`)) as number[];
      const { mean, variance, histogram } = stats[2 * step + 1] ?? expect.fail("no such row");
      const exactMean = plane.reduce((sum, x) => sum + x, 0) / paths;
      expect(mean).toBeCloseTo(exactMean, 6);
      const squares = plane.reduce((sum, x) => sum + (x - exactMean) ** 2, 0);
      expect(variance / (squares / (paths - 1))).toBeCloseTo(1, 4);
      expect(histogram).toEqual(histogramOf(plane));
    }
  });

  it("lets half of the switch's paths fall to each side", async () => {
    const peer = await start("W1");
    await peer.run(2);
    const [x, y] = (await Promise.all([peer.ask("plane 89 0"), peer.ask("plane 89 1")])).map(
      (answer) => JSON.parse(answer) as number[],
    );
    const share = x?.filter((value, path) => value > (y?.[path] ?? 0)).length;
    // Six standard errors of 50,000 fair coins: a false alarm in 5e8 seeds, and this seed is fixed.
    expect(Math.abs((share ?? 0) - 25_000)).toBeLessThan(6 * Math.sqrt(50_000 / 4));
  });

  it("gives the same on one thread and on two", async () => {
    const peer = await start("W1");
    await peer.run(1);
    const one = await peer.ask("plane 89 0");
    await peer.run(2);
    expect(await peer.ask("plane 89 0")).toBe(one);
  });
});
