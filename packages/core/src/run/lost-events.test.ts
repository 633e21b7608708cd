import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import type { SimulateOptions } from "./options.ts";
import { simulate } from "./simulate.ts";

/** Some of its paths come to an end before t = 3. */
const escaping = defineModel({
  name: "escaping",
  interpretation: "ito",
  parameters: {},
  state: { x: 1, y: 0 },
  drift: { x: "x - x^3", y: "-y" },
  diffusion: { x: "1.5*x^2", y: 1 },
  events: { any: "x > -1e200", timed: "t >= 0", late: "t > 1.12", high: "x > 2", low: "x < 0.3" },
});

const CONDITIONS: Readonly<Record<string, (x: number, t: number) => boolean>> = {
  any: () => true,
  timed: () => true,
  late: (_, t) => t > 1.12,
  high: (x) => x > 2,
  low: (x) => x < 0.3,
};

const OPTIONS: SimulateOptions = {
  paths: 3000,
  tEnd: 3,
  dt: 0.05,
  seed: 3,
  scheme: "euler-maruyama",
  nonFinite: "count",
};

describe("events of paths that are lost", () => {
  it.each(["float32", "float64"] as const)("are those of before, in %s", async (dtype) => {
    const { ensembles, times } = await simulate(escaping, {
      ...OPTIONS,
      dtype,
      save: { trajectories: true },
    });
    const kept = ensembles[0]?.trajectories;
    if (!kept) throw new Error("no trajectories");
    expect(ensembles[0]?.lost?.paths.at(-1)).toBeGreaterThan(20);
    for (const event of ensembles[0]?.events ?? []) {
      const { name, paths, known, holding, reached, begun } = event;
      const zeros = () => new Float64Array(kept.times);
      const counts = [zeros(), zeros(), zeros(), zeros(), zeros()] as const;
      for (let path = 0; path < kept.paths; path++) {
        let [before, began] = [false, 0];
        for (const [k, t] of times.entries()) {
          const x = kept.plane(k, 0)[path] ?? Number.NaN;
          const finite = Number.isFinite(x);
          const now = finite && (CONDITIONS[name]?.(x, t) ?? false);
          began += Number(now && !before);
          before = now;
          const ever = began > 0;
          const found = [finite, finite || ever, now, ever, began];
          for (const [c, value] of found.entries()) {
            const column = counts[c];
            if (column) column[k] = (column[k] ?? 0) + Number(value);
          }
        }
      }
      expect([name, paths, known, holding, reached, begun]).toEqual([name, ...counts]);
    }
  });

  it("are counted alike by the interpreter, and in steps that adapt", async () => {
    for (const adaptive of [false, { rtol: 10, atol: 10, halvings: 2 }] as const) {
      const options = {
        ...OPTIONS,
        paths: 120,
        tEnd: 1.5,
        dtype: "float64",
        scheme: "sriw1",
        adaptive,
      } as const;
      const [wasm, oracle] = [
        await simulate(escaping, options),
        await simulate(escaping, { ...options, backend: "interpreter" }),
      ];
      expect(wasm.ensembles[0]?.lost?.paths.at(-1)).toBeGreaterThan(0);
      expect(wasm.ensembles[0]?.events).toEqual(oracle.ensembles[0]?.events);
    }
  }, 60_000);
});
