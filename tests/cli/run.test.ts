import { readdirSync } from "node:fs";
import path from "node:path";
import type { JsonReport } from "driftgraph";
import { describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "./command.ts";

const cwd = emptyFolder();
const SMALL = ["--paths", "600", "--t-end", "2", "--dt", "0.1"];

async function runJson(...args: string[]): Promise<JsonReport> {
  const { code, out, err } = await driftgraph(["run", ...args, "--json"], { cwd });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return JSON.parse(out);
}

describe("driftgraph run", () => {
  it("prints a table that a newcomer can read, and says where the log is", async () => {
    const { code, out, err } = await driftgraph(["run", "switch", ...SMALL, "--logdir", "logs"], {
      cwd,
    });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^switch {2}\S/);
    expect(out).toMatch(/^600 paths, 20 steps of 0\.1.*; at t = 2.*:$/m);
    expect(out).toMatch(/^species +mean +sd +5 % +25 % +median +75 % +95 %$/m);
    expect(out).toMatch(/^scheme +.*strong order \d/m);
    expect(out).toMatch(/^speed +.* path-steps per second$/m);
    expect(out).toMatch(/^time +.*compile/m);
    expect(out).toContain(`${path.join("logs", "switch-1")}\n`);
    expect(out).not.toMatch(/\de[-+]\d/);
    expect(out).not.toContain("\u001b");
    expect(readdirSync(path.join(cwd, "logs", "switch-1")).join()).toContain("tfevents");
  });

  it("prints one JSON object, with a row for every logged step and species", async () => {
    const report = await runJson(
      "switch",
      ...SMALL,
      "--seed",
      "7",
      "--threads",
      "1",
      "--every",
      "0.5",
    );
    expect(Object.keys(report)).toEqual([
      ...[
        "run",
        "model",
        "scheme",
        "order",
        "dtype",
        "backend",
        "threads",
        "seed",
        "paths",
        "steps",
        "dt",
        "tEnd",
      ],
      ...["timings", "statistics", "warnings", "violations", "events"],
    ]);
    expect(report).toMatchObject({
      model: "switch",
      dtype: "float32",
      backend: "wasm",
      threads: 1,
      seed: 7,
      paths: 600,
    });
    expect(report).toMatchObject({
      steps: 20,
      dt: 0.1,
      tEnd: 2,
      order: { strong: expect.any(Number) },
    });
    const times = [...new Set(report.statistics.map(({ t }) => t))];
    expect(times).toEqual([0, 0.5, 1, 1.5, 2]);
    const species = new Set(report.statistics.map((row) => row.species));
    expect(report.statistics).toHaveLength(times.length * species.size);
    expect(Object.keys(report.statistics[0] ?? {})).toEqual([
      ...["t", "species", "mean", "sd", "min", "max", "q05", "q25", "q50", "q75", "q95"],
      ...["coarse", "quantileError"],
    ]);
    for (const time of Object.values(report.timings)) expect(time).toBeGreaterThanOrEqual(0);
  });

  it("gives the same numbers for the same seed, whatever the threads, and others for another", async () => {
    const [one, two, other] = await Promise.all([
      runJson("switch", ...SMALL, "--seed", "18446744073709551615", "--threads", "1"),
      runJson("switch", ...SMALL, "--seed", "18446744073709551615", "--threads", "2"),
      runJson("switch", ...SMALL, "--seed", "1"),
    ]);
    expect(one.seed).toBe("18446744073709551615");
    expect(two.statistics).toEqual(one.statistics);
    expect(other.statistics).not.toEqual(one.statistics);
  });

  it("takes parameters and initial values", async () => {
    const report = await runJson(
      "geometric-brownian-motion",
      "--paths",
      "300",
      "--t-end",
      "1",
      "--dt",
      "0.1",
      "--set",
      "sigma=0",
      "--init",
      "x=3",
    );
    const [first] = report.statistics;
    expect(first).toMatchObject({ t: 0, mean: 3, sd: 0, min: 3, max: 3 });
    const last = report.statistics.at(-1);
    expect(last).toMatchObject({ sd: 0 });
    expect(last?.mean).not.toBe(3);
  });

  it("takes a scheme, a precision and a backend, and the backends agree", async () => {
    const options = [
      "switch",
      "--paths",
      "64",
      "--t-end",
      "1",
      "--dt",
      "0.1",
      "--scheme",
      "euler-maruyama",
      "--dtype",
      "float64",
    ];
    const [kernel, oracle] = await Promise.all([
      runJson(...options),
      runJson(...options, "--backend", "interpreter"),
    ]);
    expect(kernel).toMatchObject({ scheme: "euler-maruyama", dtype: "float64", backend: "wasm" });
    expect(oracle.backend).toBe("interpreter");
    const means = (report: JsonReport): number[] =>
      report.statistics.map(({ mean }) => mean ?? Number.NaN);
    means(kernel).forEach((mean, i) => expect(mean).toBeCloseTo(means(oracle)[i] ?? Number.NaN, 9));
  });

  it("sweeps every combination in one run, with a log for each point", async () => {
    const sweep = ["--sweep", "theta=0.5:1.5:3", "--sweep", "sigma=0.1:0.2:2"];
    const report = await runJson(
      "ornstein-uhlenbeck",
      "--paths",
      "300",
      "--t-end",
      "1",
      "--dt",
      "0.25",
      ...sweep,
      "--name",
      "both",
    );
    const points = new Set(report.statistics.map(({ point }) => JSON.stringify(point)));
    expect([...points]).toEqual(
      [0.5, 1, 1.5].flatMap((theta) => [0.1, 0.2].map((sigma) => JSON.stringify({ theta, sigma }))),
    );
    const folders = readdirSync(path.join(cwd, "runs", "both"), { withFileTypes: true });
    expect(folders.filter((entry) => entry.isDirectory())).toHaveLength(6);
  });

  it("numbers runs, and takes a name", async () => {
    const options = [...SMALL, "--logdir", "numbered", "--quiet"];
    await driftgraph(["run", "double-well", ...options], { cwd });
    await driftgraph(["run", "double-well", ...options], { cwd });
    const named = await driftgraph(["run", "double-well", ...options, "--name", "a/b"], { cwd });
    expect(named).toEqual({ code: 0, out: "", err: "" });
    expect(readdirSync(path.join(cwd, "numbered")).sort()).toEqual([
      "a",
      "double-well-1",
      "double-well-2",
    ]);
  });

  it("profiles when asked to, and not when asked not to", async () => {
    await driftgraph(["run", "switch", ...SMALL, "--name", "with", "--profile", "-q"], { cwd });
    await driftgraph(["run", "switch", ...SMALL, "--name", "without", "--no-profile", "-q"], {
      cwd,
    });
    const inspect = async (name: string): Promise<{ runMetadata: string[] }> =>
      JSON.parse((await driftgraph(["inspect", path.join("runs", name), "--json"], { cwd })).out);
    expect((await inspect("with")).runMetadata.length).toBeGreaterThan(0);
    expect((await inspect("without")).runMetadata).toEqual([]);
  });

  it("obeys FORCE_COLOR and NO_COLOR", async () => {
    const args = ["run", "switch", ...SMALL];
    const [forced, none] = await Promise.all([
      driftgraph(args, { cwd, env: { FORCE_COLOR: "1" } }),
      driftgraph(args, { cwd, env: { NO_COLOR: "1" } }),
    ]);
    expect(forced.out).toContain("\u001b[1mswitch\u001b[22m");
    expect(none.out).not.toContain("\u001b");
  });
});
