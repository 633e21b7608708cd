import { describe, expect, it } from "vitest";
import { isElementwise } from "../graph/op.ts";
import { perPath } from "../graph/shape.ts";
import { defineModel } from "../model/define-model.ts";
import { allNodes } from "../optimize/uses.ts";
import { simulate } from "../run/simulate.ts";
import { FLOPS } from "./flops.ts";
import { profileBudget, profileRun } from "./profile.ts";

const now = (): number => performance.now();

/** Every kind of op of the op table that a step can have. */
const functions = defineModel({
  name: "functions",
  interpretation: "ito",
  parameters: { a: 0.5, n: 2.5 },
  state: { x: 0.5, y: 0.25 },
  drift: {
    x: "sin(x) + cos(y) + tan(a*sin(x)) + exp(-x) + log(1 + abs(x)) - sqrt(abs(y)) + abs(sin(y))^n - 8*x",
    y: "tanh(y) + sinh(a*sin(y)) + cosh(a*sin(y)) + atan(x) + min(x, y) + max(x, a) - if(x < y, x, 8*y)",
  },
  diffusion: { x: "0.1*x", y: 0.1 },
  positivity: "clip",
  observables: { z: "x*y" },
  run: { paths: 1000, tEnd: 1, dt: 0.125 },
});

describe("a profile", () => {
  // A busy machine can hide a cheap op's time once, not thrice.
  it("times every op that is done for each path, in all of its forms", { retry: 2 }, async () => {
    const run = await simulate(functions, { save: { trajectories: true }, threads: 1 });
    const { ops } = profileRun(run, { now, budget: 2 });
    const timed = new Map(ops.map((op) => [op.node, op]));
    const perPathOps = allNodes(run.optimized.graph).filter(
      ({ op, shape }) => isElementwise(op) && perPath(shape),
    );
    expect(new Set(perPathOps.map(({ op }) => op)).size).toBeGreaterThan(15);
    for (const node of perPathOps) {
      const cost = timed.get(node);
      expect(cost?.selfTime, node.op).toBeGreaterThanOrEqual(0);
      expect(cost?.flops).toBe(FLOPS[node.op] * 256 * (cost?.calls ?? 0));
    }
    for (const op of ["normal", "moments", "histogram", "count", "trajectory"]) {
      const found = ops.filter(({ node }) => node.op === op);
      expect(found.length, op).toBeGreaterThan(0);
      expect(found.every(({ selfTime = 0 }) => selfTime > 0)).toBe(true);
    }
  });

  it("counts calls: tiles times steps in the scan, times logged times outside", async () => {
    const run = await simulate(functions, { paths: 1000, every: 0.5, threads: 1 });
    const { ops } = profileRun(run, { now, budget: 1 });
    const callsOf = (op: string): Set<number> =>
      new Set(ops.filter(({ node }) => node.op === op).map(({ calls }) => calls));
    expect(callsOf("normal")).toEqual(new Set([4 * 8]));
    expect(callsOf("sin")).toEqual(new Set([4 * 8]));
    expect(callsOf("moments")).toEqual(new Set([4 * 3]));
    expect(callsOf("count")).toEqual(new Set([4 * 8]));
  });

  it("times what is the same for all paths on the host, once a point of a sweep", async () => {
    const run = await simulate(functions, { paths: 512, threads: 1, sweep: { a: [0.4, 0.5] } });
    const host = profileRun(run, { now, budget: 1 }).ops.filter(({ kind }) => kind === "host");
    expect(host.length).toBeGreaterThan(0);
    expect(new Set(host.map(({ calls }) => calls))).toEqual(new Set([2]));
    expect(host.every(({ selfTime = 0, bytes }) => selfTime > 0 && bytes === 0)).toBe(true);
  });

  it("times equal ops once, and tells kinds of operand apart", async () => {
    const run = await simulate(functions, { paths: 512, threads: 1 });
    const { ops } = profileRun(run, { now, budget: 1 });
    const kinds = new Map<string, Set<number>>();
    for (const { kind, selfTime = 0, calls } of ops) {
      if (kind === undefined) continue;
      kinds.set(kind, (kinds.get(kind) ?? new Set()).add(Math.round((1e9 * selfTime) / calls)));
    }
    expect([...kinds.keys()]).toContain("mul(path, uniform)");
    expect([...kinds.keys()]).toContain("mul(path, path)");
    for (const [kind, times] of kinds) expect(times.size, kind).toBe(1);
  });

  it("compares the fused kernel with its ops, on as many threads", async () => {
    const run = await simulate(functions, { paths: 2000, threads: 1 });
    const { kernel, ops, phases } = profileRun(run, { now, budget: 1 });
    const sum = ops.reduce((total, { selfTime = 0 }) => total + selfTime, 0) / 1000;
    expect(kernel?.sumOfOps).toBeCloseTo(sum, 9);
    expect(kernel?.gain).toBeCloseTo(sum / (run.timings.run * run.threads), 9);
    expect(phases.map(({ name }) => name)).toEqual(Object.keys(run.timings));
  });

  it("costs about its budget, with compiling", async () => {
    const run = await simulate(functions, { paths: 512, threads: 1 });
    let least = Number.POSITIVE_INFINITY;
    // The least of some: on a busy machine most of the clock's time is others'.
    for (let tries = 0; tries < 20 && least > 40; tries++) {
      least = Math.min(least, profileRun(run, { now, budget: 5 }).cost);
    }
    expect(least).toBeLessThan(40);
  });

  it("in double precision and without FMA is of the code that ran", async () => {
    const run = await simulate(functions, { paths: 512, threads: 1, dtype: "float64", fma: false });
    const { ops } = profileRun(run, { now, budget: 2 });
    const add = ops.find(({ kind }) => kind === "add(path, path)");
    expect(add?.bytes).toBe(3 * 256 * 8 * (add?.calls ?? 0));
  });

  it("has phases alone when the interpreter ran", async () => {
    const run = await simulate(functions, { paths: 4, backend: "interpreter" });
    expect(profileRun(run, { now })).toMatchObject({ ops: [], kernel: undefined });
  });
});

describe("the budget of a profile that nobody asked for", () => {
  const timings = {
    build: 5,
    optimize: 5,
    compile: 5,
    instantiate: 5,
    pilot: 0,
    run: 0,
    summarize: 0,
  };

  it("is a tenth of the run, but no more than what is needed", () => {
    expect(profileBudget({ ...timings, run: 20 })).toBe(4);
    expect(profileBudget({ ...timings, run: 10_000 })).toBe(10);
  });

  it("is none for a run so short that little could be measured", () => {
    expect(profileBudget({ ...timings, build: 0 })).toBeUndefined();
  });
});
