import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { simulate } from "@driftgraph/core";
import { models } from "@driftgraph/models";
import { describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "./command.ts";

const cwd = emptyFolder();

/** Columns of a CSV by name; empty cells are NaN. */
function columnsOf(csv: string): Record<string, number[]> {
  const [heading = "", ...rows] = csv.trimEnd().split("\n");
  return Object.fromEntries(
    heading
      .split(",")
      .map((name, i) => [
        name,
        rows.map((row) => (row.split(",")[i] === "" ? Number.NaN : Number(row.split(",")[i]))),
      ]),
  );
}

const MODEL = `import { defineModel } from "@driftgraph/core";
export default defineModel({
  name: "mine",
  interpretation: "ito",
  parameters: { theta: 2 },
  state: { x: 1 },
  drift: { x: "-theta*x" },
  diffusion: { x: "0.5*x" },
});
`;

describe("driftgraph replay", () => {
  it("prints a path of a large run with the very bits of a run that kept it", async () => {
    const set = ["--set", "sigma=0.2", "--init", "x1=0.6", "--seed", "5", "--every", "1"];
    const line = ["run", "switch", "--paths", "1_000_000", "--t-end", "2", "--dt", "0.25"];
    const ran = await driftgraph([...line, ...set, "--name", "large", "-q"], { cwd });
    expect(ran.err).toBe("");
    const { code, out, err } = await driftgraph(
      ["replay", "runs/large", "--path", "123456", "--format", "csv"],
      { cwd },
    );
    expect(err).toBe("");
    expect(code).toBe(0);
    const columns = columnsOf(out);
    expect(Object.keys(columns)).toEqual(
      ["step", "t", "x1", "x2"].concat("dW_x1", "dW_x2", "dZ_x1", "dZ_x2"),
    );
    const run = await simulate(models.switch, {
      paths: 500,
      firstPath: 123_400,
      tEnd: 2,
      dt: 0.25,
      seed: 5,
      parameters: { sigma: 0.2 },
      initial: { x1: 0.6 },
      save: { trajectories: true },
    });
    const kept = run.ensembles[0]?.trajectories;
    for (const [s, name] of ["x1", "x2"].entries()) {
      expect(columns[name]).toEqual(Array.from({ length: 9 }, (_, k) => kept?.plane(k, s)[56]));
    }
    expect(columns["dW_x1"]?.filter(Number.isFinite)).toHaveLength(8);
  });

  it("replays a point of a sweep, and refuses the sweep as a whole", async () => {
    const line = ["run", "switch", "--paths", "300", "--t-end", "1", "--sweep", "K=0.4:0.6:2"];
    await driftgraph([...line, "--name", "swept", "-q"], { cwd });
    const whole = await driftgraph(["replay", "runs/swept", "--path", "1"], { cwd });
    expect(whole.code).toBe(2);
    expect(whole.err).toContain("it is a sweep of 2 points");
    const point = await driftgraph(
      ["replay", "runs/swept/K=0.6", "--path", "299", "--format", "json"],
      { cwd },
    );
    expect(point.err).not.toMatch(/error|no end/);
    const run = await simulate(models.switch, {
      paths: 300,
      tEnd: 1,
      sweep: { K: [0.6] },
      save: { trajectories: true },
    });
    const kept = run.ensembles[0]?.trajectories;
    expect(JSON.parse(point.out).series.x2.at(-1)).toBe(kept?.plane(kept.times - 1, 1)[299]);
  });

  it("uses the model's file, or the log's text of it when that changed or is gone", async () => {
    const file = path.join(cwd, "mine.mjs");
    writeFileSync(file, MODEL);
    const line = ["run", "mine.mjs", "--paths", "50", "--t-end", "1", "--dt", "0.5"];
    await driftgraph([...line, "--name", "mine", "-q"], { cwd });
    const replay = () => driftgraph(["replay", "runs/mine", "--path", "7"], { cwd });
    const before = await replay();
    expect(before).toMatchObject({ code: 0, err: "" });
    writeFileSync(file, MODEL.replace("-theta*x", "-theta*x*x"));
    const changed = await replay();
    expect(changed).toMatchObject({ code: 0, out: before.out });
    expect(changed.err).toMatch(
      /mine\.mjs has changed: the drift of x was .*; the text in the log/,
    );
    rmSync(file);
    const gone = await replay();
    expect(gone).toMatchObject({ code: 0, out: before.out });
    expect(gone.err).toMatch(/mine\.mjs is gone; the text in the log is used instead/);
  });

  it("says which paths there are", async () => {
    const { code, err } = await driftgraph(["replay", "runs/mine", "--path", "50"], { cwd });
    expect(code).toBe(2);
    expect(err).toContain("--path is 50, expected one of the run's paths, 0 to 49");
  });
});
