import {
  defineModel,
  type Ensemble,
  normal,
  passageQuantile,
  type SimulateOptions,
  simulate,
} from "@driftgraph/core";
import { findModel } from "@driftgraph/models";
import { tensorflowBackend } from "@driftgraph/tensorflow/node";
import { describe, expect, it } from "vitest";
import { tensorflowEnvironment } from "../../scripts/tensorflow-env.mjs";
import { policies } from "../tensorflow/models.ts";

const environment = await tensorflowEnvironment();

type Options = SimulateOptions & { readonly model: ReturnType<typeof defineModel> };

/** The same paths in libtensorflow and in WASM. */
async function both({ model, ...options }: Options): Promise<readonly [Ensemble, Ensemble]> {
  const ours = await simulate(model, { ...options, backend: tensorflowBackend });
  const wasm = await simulate(model, options);
  const [mine, theirs] = [ours.ensembles[0], wasm.ensembles[0]];
  if (!mine || !theirs) return expect.fail("each has an ensemble");
  return [mine, theirs];
}

/** Equal up to a share, NaN where the other is. */
function expectClose(
  values: Float64Array | undefined,
  others: Float64Array | undefined,
  tolerance: number,
): void {
  expect(values).toHaveLength(others?.length ?? -1);
  for (const [k, value] of (values ?? []).entries()) {
    const other = others?.[k] ?? 0;
    if (Number.isNaN(other)) expect(value).toBeNaN();
    else
      expect(Math.abs(value - other)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(other)));
  }
}

/** In double precision the same increments lead to the same counts: no value is that near to an edge. */
const EXACT = { dtype: "float64", seed: 7 } as const;

const wandering = defineModel({
  name: "wandering",
  interpretation: "ito",
  parameters: { a: 1, level: 0.3 },
  state: { x: normal(0, 0.2), y: 0 },
  drift: { x: "-a*x", y: "-a*y" },
  diffusion: { x: 1, y: 0.7 },
  events: {
    high: "x > level",
    outside: "x < -0.5 or y > 0.5",
    late: "x > t - 0.65",
    never: "x > 1e6",
  },
});

/** A cubic drift that most paths leave to infinity, sooner or later. */
const unstable = defineModel({
  name: "unstable",
  interpretation: "ito",
  parameters: { k: 1 },
  state: { x: normal(0, 0.5), y: 1 },
  drift: { x: "k*x^3 - x", y: "-y" },
  diffusion: { x: "0.5", y: "0.1" },
  observables: { ratio: "y/(1 + x^2)" },
  events: { high: "x > 0.4", timed: "t >= 1" },
});

/** A run of it whose lost paths are counted. */
const LOSING = {
  model: unstable,
  tEnd: 3,
  dt: 0.05,
  every: 0.5,
  scheme: "euler-maruyama",
  nonFinite: "count",
} as const;

describe.skipIf("skip" in environment)("summaries of a run in libtensorflow", () => {
  it.each([
    { name: "switch", dtype: "float64", tolerance: 1e-9 },
    { name: "lotka-volterra", dtype: "float64", tolerance: 1e-9 },
    { name: "switch", dtype: "float32", tolerance: 1e-3 },
  ] as const)(
    "has the covariances and autocorrelations of $name in $dtype",
    async ({ name, dtype, tolerance }) => {
      const [mine, theirs] = await both({
        ...{ model: findModel(name), paths: 20_000, tEnd: 2, dt: 0.1, every: 0.2, dtype, seed: 7 },
        ...{ covariances: true, autocorrelation: 0.4 },
      });
      const { covariances, autocorrelations } = theirs.correlations;
      expect(covariances.length).toBeGreaterThan(0);
      expect(mine.correlations.covariances).toHaveLength(covariances.length);
      for (const [i, { a, b, covariance, correlation }] of covariances.entries()) {
        const own = mine.correlations.covariances[i];
        expect([own?.a, own?.b]).toEqual([a, b]);
        expectClose(own?.covariance, covariance, tolerance);
        expectClose(own?.correlation, correlation, tolerance);
      }
      expect(mine.correlations.autocorrelations).toHaveLength(autocorrelations.length);
      for (const [i, { name: of, from, correlation }] of autocorrelations.entries()) {
        const own = mine.correlations.autocorrelations[i];
        expect([own?.name, own?.from]).toEqual([of, from]);
        expect(own?.correlation[from]).toBeCloseTo(1, 3);
        expectClose(own?.correlation, correlation, tolerance);
      }
      // The sums that covariances are made of are no histograms' series.
      for (const [s, { histogram, bins }] of mine.series.entries()) {
        expect(bins).toEqual(theirs.series[s]?.bins);
        if (dtype === "float64") expect(histogram).toEqual(theirs.series[s]?.histogram);
      }
    },
    60_000,
  );

  it("counts events as WASM does: the shares of fates, and when they are first met", async () => {
    const options = { ...EXACT, model: wandering, paths: 20_000, tEnd: 2, dt: 0.05, every: 0.1 };
    const [mine, theirs] = await both(options);
    expect(mine.events).toEqual(theirs.events);
    const times = Float64Array.from({ length: 21 }, (_, k) => k * 0.1);
    for (const [i, event] of mine.events.entries()) {
      const other = theirs.events[i];
      if (!other) return expect.fail("as many events");
      expect(event.passage).toEqual(other.passage);
      expect(passageQuantile(event, times, 0.2)).toEqual(passageQuantile(other, times, 0.2));
    }
    const [high, , , never] = mine.events;
    expect(high?.reached.at(-1)).toBeGreaterThan(high?.holding.at(-1) ?? 0);
    expect(high?.begun.at(-1)).toBeGreaterThan(high?.reached.at(-1) ?? 0);
    expect(never?.reached.at(-1)).toBe(0);
  }, 60_000);

  it.each(policies)(
    "counts how often $name acted as WASM does",
    async (model) => {
      const [mine, theirs] = await both({ ...EXACT, model, paths: 20_000 });
      expect(mine.violations).toEqual(theirs.violations);
      expect(mine.violations["x"]?.at(-1)).toBeGreaterThan(100);
    },
    60_000,
  );

  it("leaves out paths that stop being finite, and counts them as WASM does", async () => {
    const options = {
      ...EXACT,
      ...LOSING,
      every: 0.05,
      paths: 20_000,
      covariances: true,
    } as const;
    const [mine, theirs] = await both(options);
    const lost = theirs.lost?.paths.at(-1) ?? 0;
    expect(lost).toBeGreaterThan(100);
    expect(lost).toBeLessThan(10_000);
    expect(mine.lost?.paths).toEqual(theirs.lost?.paths);
    expect(mine.lost?.first.message).toBe(theirs.lost?.first.message);
    expect(mine.lost?.first.path).toBe(theirs.lost?.first.path);
    expect(mine.paths).toBe(20_000);
    for (const [s, series] of theirs.series.entries()) {
      const own = mine.series[s];
      expect(own?.count).toEqual(series.count);
      expect(own?.histogram).toEqual(series.histogram);
      for (const key of ["mean", "variance", "min", "max"] as const) {
        expectClose(own?.[key], series[key], 1e-9);
      }
    }
    expect(mine.events).toEqual(theirs.events);
    expect(mine.events[1]?.paths.at(-1)).toBe(20_000 - lost);
    expect(mine.events[1]?.holding.at(-1)).toBe(20_000 - lost);
    const [covariance] = theirs.correlations.covariances;
    // Where a path has gone far beyond what the pilot saw, the kernel runs again in the units of what was reached.
    const isNear = (_: number, k: number): boolean => (theirs.series[0]?.max[k] ?? 0) < 1e3;
    const near = covariance?.covariance.filter(isNear);
    expect(near?.length).toBeGreaterThan(1);
    const own = mine.correlations.covariances[0]?.covariance;
    expectClose(own?.filter(isNear), near ?? new Float64Array(), 1e-9);
  }, 60_000);

  it("keeps the trajectories of left-out paths, up to where they are lost", async () => {
    const options = {
      ...LOSING,
      dtype: "float32",
      seed: 7,
      paths: 700,
      save: { trajectories: true },
    } as const;
    const [mine, theirs] = await both(options);
    const lostIn = ({ trajectories }: Ensemble): number[] =>
      [...(trajectories?.plane(6, 0).entries() ?? [])].flatMap(([i, x]) =>
        Number.isNaN(x) ? [i] : [],
      );
    expect(lostIn(mine).length).toBe(mine.lost?.paths.at(-1));
    expect(lostIn(mine).length).toBeGreaterThan(5);
    expect(lostIn(mine)).toEqual(lostIn(theirs));
  }, 60_000);
});
