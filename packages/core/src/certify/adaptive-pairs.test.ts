import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import { replayPath } from "../replay/replay.ts";
import type { Run } from "../run/run.ts";
import { simulate } from "../run/simulate.ts";
import type { Certificate } from "./certificate.ts";
import { certify } from "./certify.ts";

const [MU, SIGMA] = [1.01, 0.87];
const geometric = defineModel({
  name: "geometric",
  interpretation: "ito",
  parameters: { mu: MU, sigma: SIGMA },
  state: { x: 0.5 },
  drift: { x: "mu*x" },
  diffusion: { x: "sigma*x" },
  events: { high: "x > 1" },
  run: { paths: 10_000, tEnd: 1, dt: 0.5 },
});
const precise = { rtol: 1e-3, atol: 1e-4, halvings: 8 };

async function certified(run: Run, paths?: number): Promise<Certificate> {
  const [ensemble] = run.ensembles;
  if (!ensemble) return expect.fail("no ensemble");
  return certify(run, ensemble, paths === undefined ? {} : { paths });
}

const last = (column: Float64Array | undefined): number => column?.at(-1) ?? Number.NaN;

/** What paths are off the exact solution, which their own increments give: root mean square. */
async function exactError(paths: number): Promise<number> {
  let squares = 0;
  for (let path = 0; path < paths; path++) {
    const options = { adaptive: precise, dtype: "float64" } as const;
    const { series, increments } = await replayPath(geometric, options, path);
    const wiener = increments[0]?.values.reduce((sum, dW) => sum + dW, 0) ?? Number.NaN;
    const exact = 0.5 * Math.exp(MU - SIGMA ** 2 / 2 + SIGMA * wiener);
    squares += (last(series[0]?.values) - exact) ** 2;
  }
  return Math.sqrt(squares / paths);
}

describe("the certificate of steps that adapt", () => {
  it("measures what they are off the exact solution", async () => {
    const run = await simulate(geometric, { adaptive: precise });
    const { series, order, tolerance } = await certified(run, 20_000);
    const ratio = last(series[0]?.strong) / (await exactError(400));
    // Of 400 paths' errors the root mean square is known to about a tenth; the seed is fixed.
    expect(ratio).toBeGreaterThan(0.75);
    expect(ratio).toBeLessThan(1.33);
    expect(order).toEqual({ strong: Number.POSITIVE_INFINITY, weak: Number.POSITIVE_INFINITY });
    expect(tolerance).toMatchObject({ rtol: 1e-3 / 16, atol: 1e-4 / 16, halvings: 10 });
  });

  it("sees that a stricter tolerance makes less of an error, of paths and of fates", async () => {
    const [loose, strict] = await Promise.all(
      [1e-1, 1e-3].map(async (rtol) =>
        certified(await simulate(geometric, { adaptive: { rtol, atol: rtol / 10, halvings: 8 } })),
      ),
    );
    expect(last(loose?.series[0]?.strong)).toBeGreaterThan(10 * last(strict?.series[0]?.strong));
    expect(last(loose?.events[0]?.flipped)).toBeGreaterThan(last(strict?.events[0]?.flipped));
  });

  it("doesn't take steps that are never halved for exact ones", async () => {
    const options = { dt: 0.125, scheme: "sriw1" } as const;
    const lax = await certified(await simulate(geometric, { ...options, adaptive: { rtol: 1e6 } }));
    const fixed = await certified(await simulate(geometric, options));
    const ratio = last(lax.series[0]?.strong) / last(fixed.series[0]?.strong);
    // The certificate of steps of one size is an upper bound: see there.
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(1.2);
  });

  it("has weak errors, quantiles and shares with their sampling errors, as any other", async () => {
    const run = await simulate(geometric, { adaptive: precise });
    const { series, events, paths, lost } = await certified(run);
    const [x] = series;
    expect(paths).toBe(4096);
    expect(lost).toBe(0);
    expect(x?.quantiles.map(({ name }) => name)).toEqual(["q05", "q25", "q50", "q75", "q95"]);
    for (const columns of [x?.mean, x?.sd, events[0]?.share]) {
      expect(columns?.weak).toHaveLength(3);
      expect(Math.abs(last(columns?.weak))).toBeLessThan(0.01);
      expect(last(columns?.sampling)).toBeGreaterThan(0);
    }
    expect(last(x?.mean.weakError)).toBeGreaterThan(0);
  });

  it("is the same each time, whatever the threads", async () => {
    const of = async (threads: number): Promise<Certificate> =>
      certified(await simulate(geometric, { adaptive: precise, threads }));
    expect(await of(1)).toEqual(await of(2));
  });

  it("is refused where steps can't be halved twice more, and against another reference", async () => {
    const run = await simulate(geometric, { adaptive: { halvings: 11 }, paths: 256 });
    await expect(certified(run)).rejects.toThrow("11 halvings leave no room for that");
    const other = await simulate(geometric, { adaptive: true, paths: 256 });
    const [ensemble] = other.ensembles;
    if (!ensemble) return expect.fail("no ensemble");
    const reference = { scheme: "sosri", halvings: 3 };
    await expect(certify(other, ensemble, { reference })).rejects.toThrow("no other reference");
  });
});
