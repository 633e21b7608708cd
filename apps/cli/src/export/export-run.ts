import { existsSync, statSync } from "node:fs";
import { cp } from "node:fs/promises";
import path from "node:path";
import type { RunData } from "@driftgraph/viewer";
import { findRuns, readRun } from "@driftgraph/viewer/server";
import type { Arguments } from "../arguments/parse.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { EXIT, type ExitCode } from "../command.ts";
import { readContents } from "../inspection/log-contents.ts";
import { TRAJECTORIES } from "../run/saving.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { pathTrajectories, type TrajectorySource } from "../trajectories/source.ts";
import { csvChunks, writeCsv } from "./csv-writer.ts";
import { checkTarget } from "./target.ts";

const FORMATS = ["csv", "npy", "zarr"] as const;
/** Options that only a model's export has a use for. */
const OF_MODELS = ["scheme", "t-end", "dt", "every", "set", "init", "dtype", "save"] as const;

/** Writes what a user asked for of a run, each to a file that isn't there yet. */
export async function exportFiles(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const folder = args.positional("RUN|MODEL") ?? "";
  const wanted = FORMATS.flatMap((format) => {
    const file = args.text(format);
    return file === undefined ? [] : [{ format, file }];
  });
  if (wanted.length === 0)
    throw new UsageError(
      "export needs --csv, --npy or --zarr for a run, or --saved-model or --pbtxt for a model",
    );
  const other = OF_MODELS.find((name) => args.all(name).length > 0);
  if (other)
    throw new UsageError(`--${other} is for a model, with --saved-model or --pbtxt, not for a run`);
  const files = wanted.filter(({ format, file }) => !isStandardOutput(format, file));
  for (const { file } of files) checkTarget(file);
  const runs = await readRuns(folder);
  for (const { format, file } of files) await WRITERS[format](file, runs, folder);
  if (files.length < wanted.length) for (const chunk of csvChunks(runs)) terminal.out(chunk);
  else for (const { file } of files) terminal.out(`${file}\n`);
  const { problems } = await readContents(folder);
  if (problems.length === 0) return EXIT.ok;
  const [first] = problems;
  const more = problems.length > 1 ? `, and ${problems.length - 1} more problems` : "";
  terminal.err(
    `note: the log is damaged, and what is lost isn't in the export: ${first?.path}, byte ${first?.offset}: ${first?.message}${more}\n`,
  );
  return EXIT.failed;
}

/** A table goes to standard output where its file is called `-`. */
function isStandardOutput(format: string, file: string): boolean {
  return format === "csv" && file === "-";
}

const WRITERS = {
  csv: (file: string, runs: readonly RunData[]) => writeCsv(file, runs),
  npy: async (file: string, runs: readonly RunData[], folder: string) => {
    const { writeNpy } = await import("../trajectories/npy-writer.ts");
    await writeNpy(file, await pathsOf(runs, folder));
  },
  zarr: writeStore,
};

/** Saved trajectories are a store already: it is copied whole. */
async function writeStore(file: string, runs: readonly RunData[], folder: string): Promise<void> {
  const saved = path.join(folder, TRAJECTORIES);
  if (existsSync(saved))
    return cp(saved, file, { recursive: true, errorOnExist: true, force: false });
  const { writeZarr } = await import("../trajectories/zarr-writer.ts");
  const [run] = runs;
  await writeZarr(file, await pathsOf(runs, folder), {
    attributes: { title: run?.title ?? run?.model ?? "", ...Object.fromEntries(run?.facts ?? []) },
    timeUnit: run?.timeUnit,
    units: Object.fromEntries(
      (run?.series ?? []).flatMap(({ name, unit }) => (unit === undefined ? [] : [[name, unit]])),
    ),
  });
}

async function readRuns(folder: string): Promise<RunData[]> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`there is no run ${folder}`, {
      hint: "A run is named by its folder, such as runs/switch-1.",
    });
  }
  const { runs } = await findRuns(folder);
  const read = await Promise.all(runs.map(readRun));
  const ours = read.filter(({ series }) => series.length > 0);
  if (ours.length === 0) throw new UsageError(`${folder} holds no results of driftgraph`);
  const models = new Set(ours.map(({ model }) => model));
  const isSweep = ours.every(({ point }) => Object.keys(point).length > 0);
  if (ours.length > 1 && (models.size > 1 || !isSweep)) {
    throw new UsageError(`${folder} holds ${ours.length} runs: name one of them`, {
      hint: `For instance ${path.join(folder, ours[0]?.name ?? "")}.`,
    });
  }
  return ours;
}

async function pathsOf(runs: readonly RunData[], folder: string): Promise<TrajectorySource> {
  const [run, another] = runs;
  if (!run || another) {
    throw new UsageError(`${folder} is a sweep of ${runs.length} points: name one of them`, {
      hint: `For instance ${path.join(folder, run?.name ?? "")}.`,
    });
  }
  const saved = path.join(folder, TRAJECTORIES);
  if (existsSync(saved)) {
    const { openTrajectories } = await import("../trajectories/zarr-reader.ts");
    return openTrajectories(saved);
  }
  const [first] = run.series;
  if (!first || first.paths.length === 0) throw new UsageError(`${folder} holds no sample paths`);
  return pathTrajectories(
    {
      times: Float64Array.from(run.times),
      paths: Float64Array.from(first.paths),
      species: run.series.map(({ name }) => name),
    },
    run.series.map(({ samples }) =>
      samples.map((values) => Float64Array.from(values, (value) => value ?? Number.NaN)),
    ),
  );
}
