import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { platform, tmpdir } from "node:os";
import path from "node:path";
import type { TensorFlowProgram } from "../lower/program.ts";
import { findInstallation, type Installation } from "../provision/installation.ts";
import { SetupError } from "../provision/setup-error.ts";
import { savedModelFiles } from "../saved-model/saved-model.ts";
import { SpareMemory } from "./spare-memory.ts";
import { TensorFlowProcess } from "./tensorflow-process.ts";

/** Milliseconds for which a process that nobody uses is kept: it holds some 400 MB. */
const IDLE_MS = 60_000;

/** A program that is loaded into a process, ready to run. */
export interface Session {
  readonly program: TensorFlowProgram;
  readonly threads: number;
  readonly process: TensorFlowProcess;
  /** What runs in it have given back. */
  readonly spare: SpareMemory;
}

/**
 * The installed libtensorflow.
 *
 * @throws SetupError that says how to get it, if there is none.
 */
export function requireInstallation(): Installation {
  const installation = findInstallation();
  if (installation) return installation;
  throw new SetupError(
    "the TensorFlow backend needs libtensorflow, which is not set up on this machine",
    "driftgraph setup tensorflow gets it, once for all projects; the default backend, wasm, runs without.",
  );
}

/** The last session, while nobody uses it: the next run of the same program then starts at once. */
let idle: { readonly session: Session; readonly timer: NodeJS.Timeout } | undefined;

/**
 * Opens a session for a program, or takes one that a run of it has left.
 *
 * @throws SetupError if there is no libtensorflow.
 * @throws DriftgraphError if it can't load the program, or the signal is aborted.
 */
export async function openSession(
  program: TensorFlowProgram,
  threads: number,
  signal?: AbortSignal,
): Promise<Session> {
  signal?.throwIfAborted();
  const known = idle;
  idle = undefined;
  if (known) {
    clearTimeout(known.timer);
    if (known.session.program === program && known.session.threads === threads) {
      known.session.process.keepAlive(true);
      return known.session;
    }
    known.session.process.kill();
  }
  const installation = requireInstallation();
  const folder = temporaryFolder();
  const process = new TensorFlowProcess(threads, program.lanes);
  const end = (): void => process.kill();
  signal?.addEventListener("abort", end);
  try {
    for (const [name, bytes] of savedModelFiles(program)) {
      const file = path.join(folder, name);
      if (name.endsWith("/")) mkdirSync(file, { recursive: true });
      else writeFileSync(file, bytes);
    }
    await process.load(installation, folder);
    return { program, threads, process, spare: new SpareMemory() };
  } catch (error) {
    process.kill();
    throw error;
  } finally {
    signal?.removeEventListener("abort", end);
    // It is in the process's memory now.
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws SetupError that names the folder for temporary files, if it can't be written. */
function temporaryFolder(): string {
  try {
    return mkdtempSync(path.join(tmpdir(), "driftgraph-tensorflow-"));
  } catch (error) {
    throw new SetupError(
      `the graph can't be written for TensorFlow to load: ${error instanceof Error ? error.message : error}`,
      `The folder for temporary files is ${tmpdir()}; ${platform() === "win32" ? "TEMP" : "TMPDIR"} says so.`,
    );
  }
}

/** Leaves a session to a later run; for some time, and only while the host's process lives anyway. */
export function leaveSession(session: Session): void {
  session.process.keepAlive(false);
  idle?.session.process.kill();
  if (idle) clearTimeout(idle.timer);
  const timer = setTimeout(() => {
    if (idle?.session === session) idle = undefined;
    session.process.kill();
  }, IDLE_MS);
  timer.unref();
  idle = { session, timer };
}
