import {
  type LoggedRun,
  loggedOptions,
  type Replay,
  replayPath,
  type SimulateOptions,
} from "@driftgraph/core";
import { UsageError } from "../arguments/usage-error.ts";
import { readNumber } from "../arguments/values.ts";
import { EXIT, type ExitCode } from "../command.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { loggedModel } from "./logged-model.ts";
import { readLog } from "./read-log.ts";
import { replayCsv, replayJson } from "./replay-text.ts";

/** Runs one path of a logged run again and prints it. */
export async function replayRun(
  folder: string,
  path: string | undefined,
  format: "csv" | "json",
  terminal: Terminal,
): Promise<ExitCode> {
  if (path === undefined) {
    throw new UsageError("replay needs --path N, the index of a path", {
      hint: "Paths are counted from 0; those of the samples are named in the log.",
    });
  }
  const index = readNumber("--path", path);
  const logged = await readLog(folder);
  const backend = await backendFor(logged);
  const options = loggedOptions(logged, backend);
  checkPath(logged, index);
  const { model, note } = await loggedModel(logged);
  const replay = await replayPath(model, options, index);
  for (const line of [note, backendNote(logged, replay), fmaNote(logged, replay)]) {
    if (line !== undefined) terminal.err(`${terminal.colours.err.yellow("note:")} ${line}\n`);
  }
  terminal.out(
    format === "csv" ? replayCsv(replay) : `${JSON.stringify(replayJson(replay, folder))}\n`,
  );
  return EXIT.ok;
}

/** What replays a run of a backend that isn't part of the core; the default where it isn't set up. */
async function backendFor({ run }: LoggedRun): Promise<SimulateOptions["backend"]> {
  if (run?.settings["backend"] !== "tensorflow") return undefined;
  const { findInstallation, tensorflowBackend } = await import("@driftgraph/tensorflow/node");
  return findInstallation() ? tensorflowBackend : "wasm";
}

function backendNote({ run }: LoggedRun, { plan }: Replay): string | undefined {
  if (run?.settings["backend"] !== "tensorflow" || plan.backend === "tensorflow") return undefined;
  return (
    "the run was TensorFlow's, which is not set up here: this is the same path in WASM, of the same random " +
    "integers, with other last digits; driftgraph setup tensorflow gets it"
  );
}

function checkPath({ run }: LoggedRun, path: number): void {
  const first = Number(run?.settings["firstPath"] ?? 0);
  const last = first + Number(run?.settings["paths"] ?? 0) - 1;
  if (Number.isSafeInteger(path) && path >= first && path <= last) return;
  throw new UsageError(`--path is ${path}, expected one of the run's paths, ${first} to ${last}`);
}

function fmaNote({ run, result }: LoggedRun, replay: Replay): string | undefined {
  if (replay.plan.backend !== "wasm" || run?.settings["backend"] !== "wasm") return undefined;
  const now = replay.fma ? "with" : "without";
  if (result?.fma === undefined)
    return `the log has no end, so that it is a guess that it ran ${now} fused multiply-add, as this replay`;
  if (result.fma === replay.fma) return undefined;
  return "the run used fused multiply-add, which this machine doesn't have: the last digits differ";
}
