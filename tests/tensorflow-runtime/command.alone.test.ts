import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type LoggedRun, readRunLog } from "@driftgraph/core";
import { type LogEvent, readEvents } from "@driftgraph/eventlog";
import { fileSource, findEventFiles } from "@driftgraph/eventlog/node";
import { afterAll, describe, expect, it } from "vitest";
import { pythonEnvironment } from "../../scripts/python-env.mjs";
import { tensorflowEnvironment } from "../../scripts/tensorflow-env.mjs";
import { driftgraph, emptyFolder, start } from "../cli/command.ts";
import { expectSameLog } from "../tensorboard/same-log.ts";
import { TensorBoard } from "../tensorboard/tensorboard.ts";

const environment = await tensorflowEnvironment();
const python = await pythonEnvironment();
const cwd = emptyFolder();

interface Report {
  readonly backend: string;
  readonly paths: number;
  readonly statistics: readonly { readonly mean: number; readonly species: string }[];
}

async function report(...args: readonly string[]): Promise<Report> {
  const { code, out, err } = await driftgraph(["run", ...args, "--json"], { cwd });
  expect(err).not.toMatch(/error|tensorflow\/|cpu_feature_guard/i);
  expect(code).toBe(0);
  return JSON.parse(out);
}

async function eventsOf(folder: string): Promise<LogEvent[]> {
  const { files } = await findEventFiles(path.join(cwd, folder));
  const events: LogEvent[] = [];
  for (const { absolute } of files) {
    for await (const { event } of readEvents(fileSource(absolute))) events.push(event);
  }
  return events;
}

async function logOf(folder: string): Promise<LoggedRun> {
  return readRunLog(await eventsOf(folder));
}

/** The Markdown of a text's tag. */
function textOf(events: readonly LogEvent[], tag: string): string {
  const summaries = events.flatMap((event) => (event.kind === "summary" ? event.values : []));
  const data = summaries.find((value) => value.tag === tag)?.data;
  if (data?.kind !== "tensor") return "";
  const values: readonly unknown[] = Array.from<unknown>(data.tensor.values);
  return values
    .map((value) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : ""))
    .join("\n");
}

describe("driftgraph run --backend tensorflow, where libtensorflow isn't set up", () => {
  it("says how to get it, and writes nothing", async () => {
    const env = {
      XDG_CACHE_HOME: path.join(cwd, "no-cache"),
      LOCALAPPDATA: path.join(cwd, "no-cache"),
    };
    const args = ["run", "switch", "--backend", "tensorflow", "--logdir", "unset"];
    const { code, out, err } = await driftgraph(args, { cwd, env });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("driftgraph setup tensorflow gets it");
    expect(err).not.toContain("defect");
    expect(existsSync(path.join(cwd, "unset"))).toBe(false);
  });
});

describe.skipIf("skip" in environment)("driftgraph run --backend tensorflow", () => {
  const boards: TensorBoard[] = [];
  afterAll(async () => {
    for (const board of boards) await board.close();
  });

  it("prints what WASM prints, with the same options", async () => {
    const options = [
      "switch",
      "--paths",
      "2000",
      "--seed",
      "7",
      "--every",
      "1",
      "--init",
      "x1=0.4",
    ];
    const ours = await report(...options, "--backend", "tensorflow", "--name", "ours");
    const wasm = await report(...options, "--name", "wasm");
    expect(Object.keys(ours)).toEqual(Object.keys(wasm));
    expect(ours).toMatchObject({ backend: "tensorflow", paths: 2000 });
    expect(ours.statistics).toHaveLength(wasm.statistics.length);
    for (const [i, { mean, species }] of ours.statistics.entries()) {
      expect(species).toBe(wasm.statistics[i]?.species);
      expect(mean).toBeCloseTo(wasm.statistics[i]?.mean ?? Number.NaN, 4);
    }
  }, 60_000);

  it("logs the same run, what TensorFlow said, and the profile with how it was found", async () => {
    await report(
      "switch",
      "--paths",
      "3000",
      "--backend",
      "tensorflow",
      "--profile",
      "--name",
      "a",
    );
    const events = await eventsOf("runs/a");
    const log = readRunLog(events);
    expect(log.problems).toEqual([]);
    expect(log.result?.status).toBe("finished");
    expect(log.profile?.methods.selfTime).toContain("eagerly in libtensorflow");
    expect(log.profile?.ops.filter(({ selfTime }) => selfTime !== null).length).toBeGreaterThan(20);
    expect(log.profile?.kernel?.time).toBe(log.result?.timings.run);
    expect(textOf(events, "about/backend")).toMatch(/SavedModel load for tags \{ serve \}/);
    const verified = await driftgraph(["verify", "runs/a"], { cwd });
    expect(verified.code).toBe(0);
  }, 60_000);

  it("names the folder for temporary files when it can't be written", async () => {
    const nowhere = path.join(cwd, "no-temporary-files");
    const env = { TMPDIR: nowhere, TEMP: nowhere, TMP: nowhere };
    const args = ["run", "switch", "--backend", "tensorflow", "--paths", "100"];
    const { code, err } = await driftgraph(args, { cwd, env });
    expect(err).toContain(`The folder for temporary files is ${nowhere}`);
    expect(code).toBe(1);
  });

  it("saves trajectories, and runs sweeps, as WASM does", async () => {
    const sweep = ["--sweep", "sigma=0.1:0.2:2", "--save", "trajectories:3", "--paths", "400"];
    await report("switch", ...sweep, "--backend", "tensorflow", "--name", "swept");
    const log = await logOf("runs/swept/sigma=0.2");
    expect(log.result?.status).toBe("finished");
    const zarr = path.join(cwd, "runs/swept/sigma=0.2/trajectories.zarr");
    expect(existsSync(zarr)).toBe(true);
  }, 60_000);

  it("ends at Ctrl-C with a log of what was computed, exit code 130", async () => {
    const args = [
      "run",
      "switch",
      "--paths",
      "2000000000",
      "--backend",
      "tensorflow",
      "--name",
      "long",
    ];
    const { child, ended } = start(args, { cwd });
    let paths = 0;
    while (paths === 0) {
      await sleep(100);
      paths = existsSync(path.join(cwd, "runs/long"))
        ? ((await logOf("runs/long")).progress?.pathsDone ?? 0)
        : 0;
    }
    const begin = performance.now();
    child.kill("SIGINT");
    const { code, out } = await ended;
    expect(performance.now() - begin).toBeLessThan(1000);
    expect(code).toBe(130);
    expect(out).toMatch(/[\d,]+ of 2,000,000,000 paths/);
    const log = await logOf("runs/long");
    expect(log.result?.status).toBe("cancelled");
    expect(log.result?.paths).toBeGreaterThan(0);
  }, 60_000);

  it.skipIf("skip" in python)(
    "opens in TensorBoard, value by value",
    async () => {
      const logdir = path.join(cwd, "board");
      await report(
        "repressilator",
        "--paths",
        "500",
        "--backend",
        "tensorflow",
        "--profile",
        "--logdir",
        logdir,
      );
      const board = await TensorBoard.open(
        "python" in python ? python.python : "",
        logdir,
        "rust",
        1,
      );
      boards.push(board);
      const compared = await expectSameLog(board, logdir);
      expect(compared.runs).toBe(1);
      expect(compared.graphs).toBeGreaterThanOrEqual(2);
      expect(compared.profiles).toBe(1);
      expect(compared.scalarPoints).toBeGreaterThan(3 * 90);
    },
    180_000,
  );
});
