import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import { normal } from "../model/distributions.ts";
import { less } from "../model/functions.ts";
import type { EventSummary } from "../summary/event-summary.ts";
import type { SimulateOptions } from "./options.ts";
import type { Run } from "./run.ts";
import { simulate } from "./simulate.ts";

const CONDITIONS = {
  high: (x: number) => x > 0.3,
  inside: (x: number, y: number) => x > -0.2 && y < 0.4,
  outside: (x: number, y: number) => x < -0.5 || y > 0.5,
  late: (x: number, _: number, t: number) => x > t - 0.65,
  never: () => false,
} as const;

const wandering = defineModel({
  name: "wandering",
  interpretation: "ito",
  parameters: { a: 1, level: 0.3 },
  state: { x: normal(0, 0.2), y: 0 },
  drift: { x: "-a*x", y: "-a*y" },
  diffusion: { x: 1, y: 0.7 },
  events: {
    high: { when: ({ x, level }) => less(level, x), title: "x above the level" },
    inside: "x > -0.2 and y < 0.4",
    outside: "x < -0.5 or y > 0.5",
    late: "x > t - 0.65",
    never: "x > 1e6",
  },
});

const OPTIONS: SimulateOptions = { paths: 2000, tEnd: 2, dt: 0.05, seed: 3, dtype: "float64" };

function eventsOf({ ensembles }: Run): readonly EventSummary[] {
  return ensembles[0]?.events ?? [];
}

/** The same counts out of trajectories, with plain arithmetic. */
function countByHand(run: Run, name: keyof typeof CONDITIONS): EventSummary {
  const kept = run.ensembles[0]?.trajectories;
  if (!kept) throw new Error("no trajectories");
  const zeros = () => new Float64Array(kept.times);
  const [paths, holding, reached, begun, steps] = [zeros(), zeros(), zeros(), zeros(), zeros()];
  for (let path = 0; path < kept.paths; path++) {
    let [times, before, first] = [0, false, 0];
    for (let k = 0; k < kept.times; k++) {
      const [x = 0, y = 0] = [kept.plane(k, 0)[path], kept.plane(k, 1)[path]];
      const now = CONDITIONS[name](x, y, run.times[k] ?? 0);
      if (now && times === 0) first = k;
      if (now && !before) times++;
      before = now;
      paths[k] = (paths[k] ?? 0) + 1;
      holding[k] = (holding[k] ?? 0) + Number(now);
      reached[k] = (reached[k] ?? 0) + Number(times > 0);
      begun[k] = (begun[k] ?? 0) + times;
      steps[k] = (steps[k] ?? 0) + first;
    }
  }
  const title = name === "high" ? "x above the level" : undefined;
  const passage = steps.map((count, k) => (run.plan.dt * count) / (reached[k] ?? Number.NaN));
  return { name, title, paths, known: paths, holding, reached, begun, passage };
}

describe("events", () => {
  it.each(["float32", "float64"] as const)("are counted by the kernel, in %s", async (dtype) => {
    const run = await simulate(wandering, { ...OPTIONS, dtype, save: { trajectories: true } });
    const names = Object.keys(CONDITIONS) as (keyof typeof CONDITIONS)[];
    expect(eventsOf(run)).toEqual(names.map((name) => countByHand(run, name)));
    // A test of zeros would prove nothing.
    expect(eventsOf(run).map(({ reached }) => (reached.at(-1) ?? 0) > 100)).toEqual(
      names.map((name) => name !== "never"),
    );
  });

  it("are counted alike by the interpreter", async () => {
    const options = { ...OPTIONS, paths: 300, every: 0.25 };
    const oracle = await simulate(wandering, { ...options, backend: "interpreter" });
    expect(eventsOf(await simulate(wandering, options))).toEqual(eventsOf(oracle));
  });

  it("are watched at every step, however few are logged", async () => {
    const all = eventsOf(await simulate(wandering, OPTIONS));
    const few = eventsOf(await simulate(wandering, { ...OPTIONS, every: 0.5 }));
    const thinned = all.map((event) => ({
      ...event,
      ...Object.fromEntries(
        (["paths", "known", "holding", "reached", "begun", "passage"] as const).map((column) => [
          column,
          event[column].filter((_, k) => k % 10 === 0),
        ]),
      ),
    }));
    expect(few).toEqual(thinned);
  });

  it("are the same to the last path whatever the threads, and add up over parts of the paths", async () => {
    const options = { ...OPTIONS, paths: 5000, dtype: "float32" } as const;
    const [one, two] = [
      eventsOf(await simulate(wandering, { ...options, threads: 1 })),
      eventsOf(await simulate(wandering, { ...options, threads: 2 })),
    ];
    expect(two).toEqual(one);
    const parts = [
      eventsOf(await simulate(wandering, { ...options, paths: 1234 })),
      eventsOf(await simulate(wandering, { ...options, paths: 3766, firstPath: 1234 })),
    ];
    for (const [e, event] of one.entries()) {
      for (const column of ["paths", "known", "holding", "reached", "begun"] as const) {
        expect(event[column]).toEqual(
          event[column].map((_, k) =>
            parts.reduce((sum, part) => sum + (part[e]?.[column][k] ?? 0), 0),
          ),
        );
      }
    }
  });

  it("warn where visits may be too short to be seen", async () => {
    const { warnings } = await simulate(wandering, OPTIONS);
    const [note, ...others] = warnings.filter((text) => text.includes("visits within one"));
    expect(note).toMatch(
      /^(high|inside|outside|late)(, \w+)* (is|are) looked at only at the end of each step of 0.05:/,
    );
    expect(note).not.toContain("never");
    expect(others).toEqual([]);
    const still = { ...wandering, diffusion: [] };
    expect((await simulate(still, OPTIONS)).warnings.join()).not.toContain("visits");
  });

  it("change nothing of the paths that they watch", async () => {
    const { events: _, ...rest } = {
      ...wandering,
    };
    const unwatched = { ...rest, events: [] };
    for (const dtype of ["float32", "float64"] as const) {
      const watched = await simulate(wandering, { ...OPTIONS, dtype });
      const plain = await simulate(unwatched, { ...OPTIONS, dtype });
      expect(watched.ensembles[0]?.series).toEqual(plain.ensembles[0]?.series);
    }
  });

  it("that have no value somewhere are told of", async () => {
    const model = (when: string) =>
      defineModel({
        name: "m",
        interpretation: "ito",
        parameters: {},
        state: { x: 0.3 },
        drift: { x: "-x" },
        diffusion: { x: 1 },
        events: { e: when },
        run: { paths: 300, tEnd: 1, dt: 0.01 },
      });
    const { warnings } = await simulate(model("log(x) < -2"));
    expect(warnings.filter((text) => text.includes("value"))).toEqual([
      expect.stringMatching(
        /^the condition of e has no value at some time on \d+ of 100 sample paths, as at x = -[\d.]+: there it counts as not holding$/,
      ),
    ]);
    const guarded = (await simulate(model("x > 0 and log(x) < -2"))).warnings;
    expect(guarded.filter((text) => text.includes("value"))).toEqual([]);
  });

  it("aren't watched where no summaries are wanted", async () => {
    expect(eventsOf(await simulate(wandering, { ...OPTIONS, summaries: false }))).toEqual([]);
  });

  it.each([
    ["x", "a number stands where a condition is expected in the event e"],
    ["x > 1 and y", "and joins comparisons, found a number in the event e"],
    ["z > 1", 'unknown name "z" in the event e'],
  ])("refuse the condition %s", (when, message) => {
    const model = () =>
      defineModel({
        name: "m",
        interpretation: "ito",
        parameters: {},
        state: { x: 0, y: 0 },
        drift: { x: 0, y: 0 },
        diffusion: { x: 1, y: 1 },
        events: { e: when },
      });
    expect(model).toThrow(message);
  });
});
