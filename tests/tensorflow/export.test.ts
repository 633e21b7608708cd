import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { simulate } from "@driftgraph/core";
import { models } from "@driftgraph/models";
import { describe, expect, it } from "vitest";
import { pythonEnvironment } from "../../scripts/python-env.mjs";
import { driftgraph, emptyFolder } from "../cli/command.ts";
import { numbersOf } from "./saved-models.ts";

const run = promisify(execFile);
const environment = await pythonEnvironment();

const PATHS = 4096;
/** TensorFlow's own Python loader, and the function of an exported model that takes all inputs. */
const SCRIPT = `
import json, sys
import tensorflow as tf
f = tf.saved_model.load(sys.argv[1]).signatures["serving_default"]
double = lambda x: tf.constant(x, tf.float64)
r = f(seed=tf.constant(5, tf.int64), first_path=tf.constant(0, tf.int64), paths=tf.constant(${PATHS}),
      K=double(0.5), sigma=double(0.2), initial_x1=double(0.7), initial_x2=double(0.4))
print(json.dumps({name: value.numpy().tolist() for name, value in r.items()}))
`;
const OPTIONS = ["--dt", "0.1", "--t-end", "3", "--every", "0.5", "--scheme", "rk4-article"];

describe.skipIf("skip" in environment)("driftgraph export MODEL --saved-model", () => {
  const python = "python" in environment ? environment.python : "";

  it("writes what TensorFlow's loader runs, with the results of driftgraph run", async () => {
    const cwd = emptyFolder();
    const args = ["export", "switch", "--saved-model", "model", "--pbtxt", "graph.pbtxt"];
    const { code, out } = await driftgraph([...args, ...OPTIONS], { cwd });
    expect(code).toBe(0);
    expect(out).toContain("seed, first_path, paths");
    expect(existsSync(path.join(cwd, "graph.pbtxt"))).toBe(true);

    const { stdout } = await run(python, ["-c", SCRIPT, "model"], { cwd, maxBuffer: 1 << 26 });
    const theirs = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
    const ours = await simulate(models.switch, {
      ...{ paths: PATHS, seed: 5, dt: 0.1, tEnd: 3, every: 0.5, scheme: "rk4-article" },
      parameters: { sigma: 0.2 },
      initial: { x1: 0.7, x2: 0.4 },
    });
    const series = ours.ensembles[0]?.series ?? [];
    expect(numbersOf(theirs.times)).toEqual([...ours.times]);
    series.forEach((summary, s) => {
      for (const name of ["mean", "variance", "min", "max"] as const) {
        const column = numbersOf(theirs[name]).filter((_, i) => i % series.length === s);
        // Single precision, thirty steps from where rounding grows.
        column.forEach((value, k) => {
          expect(Math.abs(value - (summary[name][k] ?? Number.NaN))).toBeLessThan(2e-5);
        });
      }
      const counts: number[][] = theirs.histogram.map((rows: number[][]) => rows[s]);
      for (const row of counts) expect(row.reduce((a, b) => a + b, 0)).toBe(PATHS);
    });
  }, 240_000);

  it("is shown by saved_model_cli", async () => {
    const cwd = emptyFolder();
    await driftgraph(["export", "schloegl", "--saved-model", "model", ...OPTIONS.slice(0, 4)], {
      cwd,
    });
    const script = path.join(path.dirname(python), "saved_model_cli");
    const { stdout } = await run(python, [script, "show", "--dir", "model", "--all"], { cwd });
    for (const name of ["serving_default", "with_defaults", "inputs['seed']", "outputs['mean']"]) {
      expect(stdout).toContain(name);
    }
  }, 240_000);
});

describe("driftgraph export", () => {
  it.each([
    [["switch", "--saved-model", "x", "--csv", "y"], "--csv is for a run"],
    [["runs/switch-1", "--csv", "y", "--dt", "1"], "--dt is for a model"],
    [["switch", "--saved-model", "x", "--scheme", "sra1"], "sra1"],
    [["switch"], "--saved-model or --pbtxt for a model"],
  ])("refuses %j before anything is written", async (args, message) => {
    const cwd = emptyFolder();
    const { code, err } = await driftgraph(["export", ...args], { cwd });
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(existsSync(path.join(cwd, "x"))).toBe(false);
  });
});
