import { linearValues, simulate } from "@driftgraph/core";
import { models } from "@driftgraph/models";
import { describe, expect, it } from "vitest";
import { PLAIN } from "../terminal/colour.ts";
import { jsonReport } from "./json-report.ts";
import { tableReport } from "./table-report.ts";

const SMALL = { paths: 300, tEnd: 1, dt: 0.25, threads: 1 } as const;
const lines = (text: string): string[] => text.trimEnd().split("\n");

describe("tableReport", () => {
  it("shows each species' final statistics, aligned, and what a user needs to know of the run", async () => {
    const run = await simulate(models["geometric-brownian-motion"], {
      ...SMALL,
      initial: { x: 1e-6 },
    });
    const shown = lines(tableReport(run, "runs/x-1", { log: 1.25 }, PLAIN));
    expect(shown[0]).toBe("geometric-brownian-motion  Geometric Brownian motion");
    expect(shown[1]).toMatch(/^300 paths, 4 steps of 0\.25.*; at t = 1.*:$/);
    const [heading = "", row = ""] = shown.slice(3);
    expect(heading).toMatch(/^species +mean +sd +5 % +25 % +median +75 % +95 %$/);
    expect(row).toHaveLength(heading.length);
    expect(row).toMatch(/×10⁻⁶ /);
    expect(shown.find((line) => line.startsWith("scheme"))).toMatch(
      /strong order 1\.5, weak order 2 here, as the noise is diagonal, each entry of its own species alone$/,
    );
    expect(shown.find((line) => line.startsWith("time"))).toMatch(/log 1\.3 ms$/);
    expect(shown.at(-1)).toBe("log     runs/x-1");
  });

  it("says that the drift was converted for a scheme of the other calculus, and only then", async () => {
    const drift = async (model: keyof typeof models, scheme: string) => {
      const run = await simulate(models[model], { ...SMALL, scheme });
      const shown = lines(tableReport(run, "runs/x-1", { log: 1 }, PLAIN));
      return shown.find((line) => line.startsWith("drift"));
    };
    expect(await drift("geometric-brownian-motion", "stochastic-heun")).toContain(
      "converted from Itô to Stratonovich",
    );
    expect(await drift("geometric-brownian-motion", "milstein")).toBeUndefined();
    expect(await drift("ornstein-uhlenbeck", "stochastic-heun")).toBeUndefined(); // the same in both
  });

  it("shows the first points of a large sweep, and says how many more there are", async () => {
    const run = await simulate(models["ornstein-uhlenbeck"], {
      ...SMALL,
      sweep: { sigma: linearValues(0.1, 2, 20) },
    });
    const shown = lines(tableReport(run, "runs/x-1", { log: 1 }, PLAIN));
    expect(shown[1]).toMatch(/^20 sweep points, each 300 paths/);
    expect(shown[3]).toMatch(/^ *sigma {2}species/);
    expect(shown).toContain("and 8 more sweep points, all in the log");
  });
});

describe("jsonReport", () => {
  it("has a row for every logged step and series, and no number that JSON can't hold", async () => {
    const run = await simulate(models.switch, { ...SMALL, every: 0.5, seed: 2n ** 60n + 1n });
    const report = jsonReport(run, "runs/x-1", { log: 1 });
    expect(report.seed).toBe("1152921504606846977");
    expect(report.statistics.map(({ t, species }) => [t, species])).toEqual(
      [0, 0.5, 1].flatMap((t) => [
        [t, "x1"],
        [t, "x2"],
      ]),
    );
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it("has how often positivity policies acted", async () => {
    const model = models["cox-ingersoll-ross"];
    const run = await simulate(model, { ...SMALL, initial: { x: 1e-3 }, scheme: "euler-maruyama" });
    const { violations } = jsonReport(run, "runs/x-1", { log: 1 });
    const guarded = model.species.filter(({ positivity }) => positivity !== "allow");
    expect(violations.map(({ species, policy }) => [species, policy])).toEqual(
      guarded.map(({ name, positivity }) => [name, positivity]),
    );
    for (const { species, count } of violations)
      expect(count).toBe(run.ensembles[0]?.violations[species]?.at(-1));
  });

  it("says to which point of a sweep a row belongs", async () => {
    const sweep = { sigma: [0.1, 0.2] };
    const run = await simulate(models["ornstein-uhlenbeck"], { ...SMALL, sweep });
    const points = jsonReport(run, "runs/x-1", { log: 1 }).statistics.map(({ point }) => point);
    expect(points).toEqual([
      ...Array.from({ length: 5 }, () => ({ sigma: 0.1 })),
      ...Array.from({ length: 5 }, () => ({ sigma: 0.2 })),
    ]);
  });
});
