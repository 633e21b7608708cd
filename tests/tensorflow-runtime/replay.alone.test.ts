import { type Replay, replayPath, type SimulateOptions, simulate } from "@driftgraph/core";
import { findModel } from "@driftgraph/models";
import { tensorflowBackend } from "@driftgraph/tensorflow/node";
import { describe, expect, it } from "vitest";
import { tensorflowEnvironment } from "../../scripts/tensorflow-env.mjs";
import { driftgraph, emptyFolder } from "../cli/command.ts";

const environment = await tensorflowEnvironment();
const cwd = emptyFolder();

describe.skipIf("skip" in environment)("a path of a run in libtensorflow, replayed", () => {
  it.each([
    { name: "switch", dtype: "float32", scheme: "rk4-article", places: [0, 8703, 17_000] },
    { name: "repressilator", dtype: "float64", scheme: "sriw1", places: [8704, 17_000] },
  ] as const)(
    "has the bits that it had: $name in $dtype",
    async ({ name, places, ...rest }) => {
      const model = findModel(name);
      const options: SimulateOptions = {
        ...{ ...rest, tEnd: 3, dt: 0.1, seed: 5, firstPath: 300, paths: 17_001 },
        backend: tensorflowBackend,
      };
      const run = await simulate(model, { ...options, save: { trajectories: true } });
      const kept = run.ensembles[0]?.trajectories ?? expect.fail("trajectories are kept");
      // The first and the last one, and the edges of vectors, groups and blocks.
      for (const i of [0, 5, 255, 256, 8703, 8704, 16_999, 17_000]) {
        const replay = await replayPath(model, options, 300 + i);
        expect(replay.path).toBe(300 + i);
        for (const [s, { values }] of replay.series.entries()) {
          expect([...values]).toEqual(
            Array.from({ length: kept.times }, (_, k) => kept.plane(k, s)[i]),
          );
        }
      }
    },
    120_000,
  );

  it("comes with the increments of the interpreter, but for the last digits", async () => {
    const options: SimulateOptions = {
      tEnd: 1,
      dt: 0.1,
      seed: 5,
      dtype: "float64",
      scheme: "sra1",
    };
    const model = findModel("ornstein-uhlenbeck");
    const replays: Replay[] = [];
    for (const backend of [tensorflowBackend, "interpreter"] as const) {
      replays.push(await replayPath(model, { ...options, backend, paths: 1000 }, 700));
    }
    const [ours, oracle] = replays;
    expect(ours?.increments.map(({ name }) => name)).toEqual(
      oracle?.increments.map(({ name }) => name),
    );
    expect(ours?.increments.length).toBeGreaterThan(1);
    for (const [i, { values }] of ours?.increments.entries() ?? []) {
      expect(values).toHaveLength(10);
      for (const [k, value] of values.entries()) {
        expect(value).toBeCloseTo(oracle?.increments[i]?.values[k] ?? Number.NaN, 13);
      }
    }
  }, 60_000);

  it("shows where a path was lost, of a run that failed for it", async () => {
    const lost = ["--paths", "500", "--set", "mu=2000", "--t-end", "1", "--name", "lost"];
    const run = ["run", "geometric-brownian-motion", "--backend", "tensorflow", ...lost];
    const failed = await driftgraph([...run, "--logdir", "runs"], { cwd });
    expect(failed.code).toBe(1);
    const [, path = "", step = ""] = /in path (\d+), step (\d+)/.exec(failed.err) ?? [];
    const shown = await driftgraph(["replay", "runs/lost", "--path", path, "--format", "json"], {
      cwd,
    });
    expect(shown).toMatchObject({ code: 0, err: "" });
    const { series }: { series: Record<string, (number | null)[]> } = JSON.parse(shown.out);
    const [values = []] = Object.values(series);
    expect(values[0]).toBe(1);
    const lostAt = values.findIndex((value) => !Number.isFinite(value ?? Number.NaN));
    // The step that begins there ends with nothing.
    expect(lostAt).toBe(Number(step) + 1);
  }, 60_000);

  it("is printed by driftgraph replay; in WASM, with a note, where there is no TensorFlow", async () => {
    const run = ["run", "switch", "--backend", "tensorflow", "--paths", "500", "--t-end", "2"];
    expect((await driftgraph([...run, "--logdir", "runs"], { cwd })).code).toBe(0);
    const replay = ["replay", "runs/switch-1", "--path", "321", "--format", "json"];
    const here = await driftgraph(replay, { cwd });
    expect(here).toMatchObject({ code: 0, err: "" });
    const env = { XDG_CACHE_HOME: `${cwd}/none`, LOCALAPPDATA: `${cwd}/none` };
    const without = await driftgraph(replay, { cwd, env });
    expect(without.code).toBe(0);
    expect(without.err).toContain("TensorFlow's, which is not set up here");
    const [ours, wasm] = [JSON.parse(here.out), JSON.parse(without.out)];
    expect(ours.series.x1).not.toEqual(wasm.series.x1);
    for (const [k, value] of ours.series.x1.entries()) {
      expect(value).toBeCloseTo(wasm.series.x1[k], 3);
    }
  }, 60_000);
});
