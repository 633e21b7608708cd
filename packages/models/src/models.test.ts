import { type Ensemble, type Model, simulate } from "@driftgraph/core";
import { describe, expect, it } from "vitest";
import { findModel, models, repressilatorOf } from "./index.ts";

/** Mean and standard deviation of a series at the end, with the mean's standard error. */
function last({ series }: Ensemble, name: string): { mean: number; sd: number; error: number } {
  const found = series.find((summary) => summary.name === name);
  const [mean, variance, count] = [found?.mean, found?.variance, found?.count].map(
    (v) => v?.at(-1) ?? Number.NaN,
  );
  const sd = Math.sqrt(variance ?? Number.NaN);
  return { mean: mean ?? Number.NaN, sd, error: sd / Math.sqrt(count ?? 1) };
}

async function run(model: Model, options = {}): Promise<Ensemble> {
  const { ensembles } = await simulate(model, { seed: 2026, ...options });
  const [ensemble] = ensembles;
  if (!ensemble) throw new Error("no ensemble");
  return ensemble;
}

// Bounds are five standard errors: a false alarm in 2·10⁶ runs for each, and seeded.
const SIGMAS = 5;

describe("the built-in models", () => {
  it.each(Object.entries(models))("%s runs as it is, to finite values", async (name, model) => {
    const ensemble = await run(model, { paths: 2000 });
    expect(model.name).toBe(name);
    expect(model.title).toBeTruthy();
    expect(model.source).toBeTruthy();
    for (const { mean, variance } of ensemble.series) {
      expect([...mean, ...variance].every(Number.isFinite)).toBe(true);
    }
  });
});

describe("findModel", () => {
  it("finds a model, or says which was meant", () => {
    expect(findModel("heston")).toBe(models.heston);
    expect(() => findModel("represilator")).toThrow('Did you mean "repressilator"?');
  });
});

describe("switch", () => {
  it("ends in one of two states that mirror each other", async () => {
    const { series } = await run(models.switch, { paths: 20_000 });
    const [x1, x2] = series;
    const off = (counts: Float64Array | undefined, low: number, width: number): number =>
      (counts ?? new Float64Array()).reduce(
        (sum, n, slot) => (low + (slot - 0.5) * width < 0.5 ? sum + n : sum),
        0,
      ) / 20_000;
    const [a, b] = [x1, x2].map((s) =>
      off(s?.histogram.at(-1), s?.bins.at(-1)?.low ?? 0, s?.bins.at(-1)?.width ?? 1),
    );
    // Half of the paths in each state: sd of the fraction is 0.0035.
    expect(Math.abs((a ?? 0) - 0.5)).toBeLessThan(SIGMAS * 0.0036);
    expect(Math.abs((a ?? 0) + (b ?? 0) - 1)).toBeLessThan(0.02);
  });
});

describe("geometric Brownian motion", () => {
  it("has its exact mean, and a normal logarithm", async () => {
    const ensemble = await run(models["geometric-brownian-motion"]);
    const x = last(ensemble, "x");
    expect(Math.abs(x.mean - Math.exp(0.05))).toBeLessThan(SIGMAS * x.error);
    const logx = last(ensemble, "logx");
    expect(Math.abs(logx.mean - (0.05 - 0.02))).toBeLessThan(SIGMAS * logx.error);
    expect(Math.abs(logx.sd - 0.2)).toBeLessThan((SIGMAS * 0.2) / Math.sqrt(2 * 20_000));
  });
});

describe("Ornstein–Uhlenbeck", () => {
  it("relaxes to its exact mean and variance", async () => {
    const x = last(await run(models["ornstein-uhlenbeck"]), "x");
    const variance = 0.125 + (0.01 - 0.125) * Math.exp(-10);
    expect(Math.abs(x.mean - 2 * Math.exp(-5))).toBeLessThan(SIGMAS * x.error);
    expect(Math.abs(x.sd - Math.sqrt(variance))).toBeLessThan(
      (SIGMAS * x.sd) / Math.sqrt(2 * 20_000) + 1e-3,
    );
  });
});

describe("Cox–Ingersoll–Ross", () => {
  it("has its exact mean and never becomes negative", async () => {
    const ensemble = await run(models["cox-ingersoll-ross"]);
    const x = last(ensemble, "x");
    expect(Math.abs(x.mean - (0.5 + 0.5 * Math.exp(-6)))).toBeLessThan(SIGMAS * x.error + 1e-3);
    expect(Math.min(...(ensemble.series[0]?.min ?? [-1]))).toBeGreaterThanOrEqual(0);
  });
});

describe("double well", () => {
  it("comes to the stationary distribution: its mean energy", async () => {
    const energy = last(await run(models["double-well"]), "energy");
    // ∫V exp(−2V/σ²) / ∫exp(−2V/σ²) by the trapezoidal rule.
    let [weight, total] = [0, 0];
    for (let x = -3; x <= 3; x += 1e-4) {
      const v = (x * x - 1) ** 2;
      weight += Math.exp((-2 * v) / 0.64);
      total += v * Math.exp((-2 * v) / 0.64);
    }
    expect(Math.abs(energy.mean - total / weight)).toBeLessThan(SIGMAS * energy.error + 5e-3);
  });
});

describe("Heston", () => {
  it("has the exact means of price and variance", async () => {
    const ensemble = await run(models.heston);
    const price = last(ensemble, "S");
    const variance = last(ensemble, "v");
    expect(Math.abs(price.mean - 100 * Math.exp(0.05))).toBeLessThan(SIGMAS * price.error + 0.02);
    expect(Math.abs(variance.mean - 0.04)).toBeLessThan(SIGMAS * variance.error + 2e-4);
  });
});

describe("Lotka–Volterra", () => {
  it("logs the total as the sum of its species", async () => {
    const ensemble = await run(models["lotka-volterra"], { paths: 500 });
    const [prey, predators, total] = ["prey", "predators", "total"].map(
      (name) => last(ensemble, name).mean,
    );
    expect(total).toBeCloseTo((prey ?? 0) + (predators ?? 0), 4);
  });
});

describe("repressilatorOf", () => {
  it("is the repressilator for three genes", async () => {
    const [three, ring] = await Promise.all([
      run(models.repressilator, { paths: 500 }),
      run(repressilatorOf(3), { paths: 500 }),
    ]);
    expect(ring.series.map(({ mean }) => mean)).toEqual(three.series.map(({ mean }) => mean));
  });

  it("refuses a ring of one gene", () => {
    expect(() => repressilatorOf(1)).toThrow(
      "a ring of 1 genes, expected a whole number from 2 to 64",
    );
  });
});

describe("Schlögl", () => {
  it("has two levels, near 85 and 570, and few paths between them", async () => {
    const { series } = await run(models.schloegl, { paths: 4000, ranges: { X: [0, 1024] } });
    const [counts, bins] = [series[0]?.histogram.at(-1), series[0]?.bins.at(-1)];
    const between = (from: number, to: number): number =>
      [...(counts ?? [])].reduce((total, n, slot) => {
        const middle = (bins?.low ?? 0) + (slot - 0.5) * (bins?.width ?? 1);
        return middle >= from && middle < to ? total + n : total;
      }, 0);
    const [low, saddle, high] = [between(53, 117), between(216, 280), between(538, 602)];
    // Equal numbers would differ by five standard deviations, 5√(a + b), in one run of 3·10⁶.
    expect(low - saddle).toBeGreaterThan(5 * Math.sqrt(low + saddle));
    expect(high - saddle).toBeGreaterThan(5 * Math.sqrt(high + saddle));
  });
});

describe("FitzHugh–Nagumo", () => {
  it("rests without noise, and fires with it", async () => {
    const highest = async (sigma: number): Promise<number> => {
      const { series } = await run(models["fitzhugh-nagumo"], {
        paths: 256,
        parameters: { sigma },
      });
      return Math.max(...(series[0]?.max ?? []));
    };
    expect(await highest(0)).toBeLessThan(-0.9);
    expect(await highest(0.12)).toBeGreaterThan(1.5);
  });
});
