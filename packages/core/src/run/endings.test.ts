import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import { SCHEMES } from "../schemes/registry.ts";
import type { Trajectories } from "./run.ts";
import { simulate } from "./simulate.ts";

const walk = defineModel({
  name: "walk",
  interpretation: "ito",
  parameters: { sigma: 1 },
  state: { x: 1 },
  drift: { x: "-x" },
  diffusion: { x: "sigma" },
  observables: { logarithm: "log(x)" },
  run: { paths: 1000, tEnd: 1, dt: 0.1 },
});
const decay = defineModel({
  name: "decay",
  interpretation: "ito",
  parameters: {},
  state: { x: 1 },
  drift: { x: "-x" },
  diffusion: { x: 0 },
  run: { paths: 300, tEnd: 1, dt: 0.1 },
});

/** A signal that is aborted after some milliseconds. */
function abortAfter(delay: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), delay);
  return controller.signal;
}

describe("a model without noise", () => {
  it.each(SCHEMES.map(({ name }) => name))("is run by %s", async (scheme) => {
    const { ensembles } = await simulate(decay, { scheme });
    const [x] = ensembles[0]?.series ?? [];
    expect(Math.abs((x?.mean.at(-1) ?? 0) - Math.exp(-1))).toBeLessThan(0.02);
    expect(x?.variance.at(-1)).toBe(0);
  });
});

describe("an aborted run", () => {
  it("ends during the pilot too, however many steps", async () => {
    const run = await simulate(decay, { dt: 1e-8, every: 0.1, signal: abortAfter(20) });
    expect(run.cancelled).toBe(true);
    expect(run.ensembles[0]?.paths).toBe(0);
    expect(run.ensembles[0]?.series[0]?.histogram[0]?.every((count) => count === 0)).toBe(true);
  });

  it("ends when it is interpreted", async () => {
    const options = { backend: "interpreter", paths: 10_000_000, samplePaths: 0 } as const;
    const run = await simulate(decay, { ...options, signal: abortAfter(50) });
    expect(run.cancelled).toBe(true);
  });

  it("has no trajectories of paths that were not run", async () => {
    const options = { paths: 200_000, dt: 0.001, every: 0.5, save: { trajectories: true } };
    (await simulate(decay, { ...options, dt: 0.1 })).dispose(); // leaves a used memory behind
    const run = await simulate(decay, { ...options, signal: abortAfter(5), threads: 1 });
    const [ensemble] = run.ensembles;
    expect(run.cancelled).toBe(true);
    const last = ensemble?.trajectories?.plane(2, 0) ?? [];
    expect([...last].filter((value) => !Number.isNaN(value)).length).toBe(ensemble?.paths);
  });

  it("leaves nothing listening to its signal", async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const [add, remove] = [signal.addEventListener, signal.removeEventListener];
    signal.addEventListener = (...given: Parameters<typeof add>) => {
      listeners++;
      add.apply(signal, given);
    };
    signal.removeEventListener = (...given: Parameters<typeof remove>) => {
      listeners--;
      remove.apply(signal, given);
    };
    await simulate(decay, { signal });
    expect(listeners).toBe(0);
  });
});

describe("a run that fails", () => {
  it("ends with what its caller threw, and leaves threads for others", async () => {
    const onProgress = (): void => {
      throw new Error("the caller's own");
    };
    const failed = simulate(decay, {
      threads: 2,
      paths: 3_000_000,
      dt: 0.001,
      every: 1,
      onProgress,
    });
    await expect(failed).rejects.toThrow("the caller's own");
    expect((await simulate(decay, { threads: 2 })).threads).toBe(2);
  });

  it.each(["wasm", "interpreter"] as const)(
    "says which observable isn't finite (%s)",
    async (backend) => {
      await expect(simulate(walk, { backend })).rejects.toThrow(
        /^log gave NaN in path \d+, step \d+ \(t = [\d.]+\), at observables\/logarithm\n {2}at [^\n]+\n[^\n]+\n[^\n]+\n {2}That path alone: seed 0, firstPath \d+, paths 1\./,
      );
    },
  );

  it.each(["wasm", "interpreter"] as const)(
    "says what first went wrong, of an observable beside an event that has no value either (%s)",
    async (backend) => {
      const model = defineModel({
        name: "sinking",
        interpretation: "ito",
        parameters: {},
        state: { x: 0.35, y: 1 },
        drift: { x: "-1", y: "-y" },
        diffusion: { x: 0, y: 0 },
        observables: { fine: "1/(1 + exp(1000*x))", l: "2 + log(x)" },
        events: { low: "log(x) < -2" },
        run: { paths: 5, tEnd: 0.9, dt: 0.1 },
      });
      const place = String.raw`\n {2}at [^\n]*observable l\n {4}2 \+ log\(x\)\n {8}\^\^\^\n`;
      await expect(simulate(model, { backend, every: 0.3, dtype: "float64" })).rejects.toThrow(
        new RegExp(
          String.raw`^log gave NaN in path 0, step 6 \(t = 0\.6\), at observables/l${place}`,
        ),
      );
      const counted = await simulate(model, { backend, nonFinite: "count", dtype: "float64" });
      expect(counted.warnings).toEqual([
        expect.stringMatching(
          new RegExp(
            String.raw`^l isn't finite on 5 of 5 paths \(100 %\) at the end: [^;]*; the first: log gave NaN in path 0, step 4 \(t = 0\.4\), at observables/l${place}`,
          ),
        ),
        expect.stringMatching(
          /^the condition of low has no value at some time on 5 of 5 sample paths, as at x = -0\.05, y = [\d.]+: /,
        ),
      ]);
    },
  );

  it("tells of an observable without a value for some time, though it has one at the end", async () => {
    const model = defineModel({
      name: "passing",
      interpretation: "ito",
      parameters: {},
      state: { x: -1 },
      drift: { x: 1 },
      diffusion: { x: 0 },
      observables: { l: "log(abs(x) - 0.25)" },
      run: { paths: 5, tEnd: 2, dt: 0.25 },
    });
    const { warnings } = await simulate(model, { nonFinite: "count" });
    expect(warnings[0]).toMatch(/^l isn't finite on 5 of 5 paths \(100 %\) at t = 0\.75: /);
  });

  it("blames what the value is made of, not what overflows beside it in that step", async () => {
    const model = defineModel({
      name: "beside",
      interpretation: "ito",
      parameters: {},
      state: { x: 1, y: 0.35 },
      drift: { x: "-x/(1 + exp(1e4*x))", y: "-1 - sqrt(y)/1000" },
      diffusion: { x: 0, y: 0 },
      run: { paths: 3, tEnd: 1, dt: 0.1 },
    });
    await expect(simulate(model, { scheme: "euler-maruyama" })).rejects.toThrow(
      /^sqrt gave NaN in path 0, step 4 \(t = 0\.4\), at scan\/step\/drift\/y/,
    );
  });

  it("looks for the step that spoilt the state, not for one that overflowed and ended well", async () => {
    const explosive = defineModel({
      name: "explosive",
      interpretation: "ito",
      parameters: {},
      state: { x: 1, y: 1 },
      drift: { x: "1/(1 + exp(1000*t))", y: "y^3" },
      diffusion: { x: 0.1, y: "y" },
      run: { paths: 300, tEnd: 20, dt: 0.1 },
    });
    await expect(simulate(explosive, { scheme: "euler-maruyama" })).rejects.toThrow(/drift\/y/);
  });
});

describe("a path whose values stop being finite", () => {
  /** Explodes where the noise leads far up; the observable would be finite all the same. */
  const unstable = defineModel({
    name: "unstable",
    interpretation: "ito",
    parameters: {},
    state: { x: 1, y: 0 },
    drift: { x: "-x + 0.3*x^5", y: "-y" },
    diffusion: { x: 0.4, y: 0.2 },
    observables: { high: "if(x > 1, 1, 0)" },
    events: { up: "x > 1.5" },
    run: { paths: 3000, tEnd: 4, dt: 0.1 },
  });
  const OPTIONS = { scheme: "euler-maruyama", dtype: "float64", seed: 1 } as const;

  /** The first path that a run with all of them kept says is lost. */
  const lostPaths = (kept: Trajectories | undefined): number[] =>
    Array.from({ length: kept?.paths ?? 0 }, (_, path) => path).filter(
      (path) => !Number.isFinite(kept?.plane(kept.times - 1, 0)[path]),
    );

  it("ends the run with the first of them, by tile, whatever the threads", async () => {
    const messages = await Promise.all(
      [1, 2, 2, 2].map((threads) =>
        simulate(unstable, { ...OPTIONS, paths: 40_000, threads }).catch(String),
      ),
    );
    expect(messages[0]).toMatch(/gave (-?Infinity|NaN) in path \d+, step \d+/);
    expect(new Set(messages).size).toBe(1);
  });

  it.each(["float32", "float64"] as const)(
    "is left out of everything from then on, and counted, if wanted: %s",
    async (dtype) => {
      const options = { ...OPTIONS, dtype, nonFinite: "count" } as const;
      const run = await simulate(unstable, { ...options, save: { trajectories: true } });
      const [ensemble] = run.ensembles;
      const lost = lostPaths(ensemble?.trajectories);
      expect(lost.length).toBeGreaterThan(20);
      expect(lost.length).toBeLessThan(1500);
      expect(ensemble?.paths).toBe(3000);
      expect(ensemble?.lost?.paths.at(-1)).toBe(lost.length);
      for (const { count, mean, variance, max } of ensemble?.series ?? []) {
        expect(count.at(-1)).toBe(3000 - lost.length);
        for (const column of [mean, variance, max])
          expect(column.every(Number.isFinite)).toBe(true);
      }
      const finite = [...(ensemble?.trajectories?.plane(40, 0) ?? [])].filter(Number.isFinite);
      const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
      const found = ensemble?.series[0]?.mean.at(-1) ?? Number.NaN;
      expect(Math.abs(found / mean - 1)).toBeLessThan(1e-5);
      expect(run.warnings[0]).toMatch(
        /^\d+ of 3000 paths \([\d.]+ %\) stopped being finite and are left out from then on; the first: (\w+ gave (-?Infinity|NaN)|x reached -?[\d.]+e.\d+) in path \d+, step \d+/,
      );
    },
  );

  it("is told of by what outgrew the precision, where no op gave anything else", async () => {
    const growing = defineModel({
      name: "growing",
      interpretation: "ito",
      parameters: {},
      state: { x: 1 },
      drift: { x: "30*x" },
      diffusion: { x: "0.1*x" },
    });
    const options = { ...OPTIONS, paths: 50, tEnd: 20, nonFinite: "count" } as const;
    const { warnings } = await simulate(growing, { ...options, dtype: "float32" });
    expect(warnings[0]).toMatch(
      /the first: x reached \d\.\d+e\+\d+ in path 0, step \d+ \(t = [\d.]+\): its square, and so its variance, doesn.t fit float32/,
    );
  });

  it("is left out alike whatever the threads, and by the interpreter", async () => {
    const options = { ...OPTIONS, nonFinite: "count", paths: 700 } as const;
    const oracle = (await simulate(unstable, { ...options, backend: "interpreter" })).ensembles[0];
    for (const threads of [1, 2]) {
      const ensemble = (await simulate(unstable, { ...options, threads })).ensembles[0];
      expect(ensemble?.lost).toEqual(oracle?.lost);
      expect(ensemble?.events).toEqual(oracle?.events);
      expect(ensemble?.series.map(({ count }) => count)).toEqual(
        oracle?.series.map(({ count }) => count),
      );
    }
  });

  it("is counted at each time among the paths that came so far, where a run was ended", async () => {
    const options = {
      ...OPTIONS,
      paths: 20_000,
      dt: 1e-4,
      every: 0.1,
      nonFinite: "count",
    } as const;
    const controller = new AbortController();
    const run = await simulate(unstable, {
      ...options,
      threads: 1,
      signal: controller.signal,
      onProgress: ({ pathsDone }) => {
        if (pathsDone > 0) controller.abort();
      },
    });
    const [ensemble] = run.ensembles;
    expect(run.cancelled).toBe(true);
    const [count, lost] = [ensemble?.series[0]?.count, ensemble?.lost?.paths];
    const came = lost?.map((paths, k) => paths + (count?.[k] ?? 0)) ?? [];
    expect([...came]).toEqual([...came].sort((a, b) => b - a));
    expect([...came].every((paths) => paths === 0 || paths % 256 === 0)).toBe(true);
    expect(lost?.every((paths) => paths >= 0)).toBe(true);
    for (const { paths } of ensemble?.events ?? []) expect(paths).toEqual(count);
  });

  it("changes nothing where all paths stay finite", async () => {
    const calm = { ...OPTIONS, dtype: "float32", tEnd: 0.3, paths: 500 } as const;
    const one = await simulate(unstable, calm);
    const other = await simulate(unstable, { ...calm, nonFinite: "count" });
    expect(other.ensembles).toEqual(one.ensembles);
    expect(other.warnings).toEqual(one.warnings);
  });
});

describe("an option", () => {
  it("or a model that plain JavaScript gets wrong is refused by what it is", async () => {
    const wrong = (given: unknown, options: unknown = {}): Promise<unknown> =>
      Reflect.apply(simulate, undefined, [given, options]);
    await expect(wrong({})).rejects.toThrow(/^the model is a value of type object, expected/);
    await expect(wrong("switch")).rejects.toThrow(
      /^the model is "switch", expected what defineModel/,
    );
    const parameters = { k: 1 };
    const still = { state: { x: 1 }, drift: { x: 0 }, diffusion: { x: 0 } };
    const model = defineModel({ name: "still", interpretation: "ito", parameters, ...still });
    await expect(wrong(model, { sweep: { k: 3 } })).rejects.toThrow(
      /^sweep of k is 3, expected a list of numbers/,
    );
  });

  it.each([
    [{ tend: 3 }, /^unknown option "tend", expected one of [^\n]*\n {2}Did you mean "tEnd"\?/],
    [{ paths: 5e9 }, /^paths is 5000000000, expected a whole number from 1 to 4000000000/],
    [{ seed: 2 ** 60 }, /^seed is \d+, expected a whole number [^\n]* as a bigint/],
    [{ seed: "one" }, /^seed is one, expected a whole number/],
    [{ firstPath: 2 ** 32 - 5, paths: 6 }, /^paths 4294967291 to 4294967296 cross/],
    [{ tEnd: 1000, dt: 0.0001 }, /^10000001 logged times × 2 series × 128 bins are too many/],
  ])("that can't be is refused: %o", async (options, message) => {
    await expect(simulate(walk, Object(options))).rejects.toThrow(message);
  });
});
