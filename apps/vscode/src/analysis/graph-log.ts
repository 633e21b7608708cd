import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { prepare, RunLog, resolvePlan } from "@driftgraph/core";
import { eventFileSink } from "driftgraph/embed";
import { referencedModel } from "../run/find-model.ts";
import { simulateOptions } from "../run/run-options.ts";
import type { CheckRequest } from "./check-options.ts";
import type { ModuleHost } from "./load-module.ts";

/**
 * Writes a log of a model's graphs without running it.
 *
 * @param folder the folder of such logs.
 * @returns the name of the log in it.
 * @throws DriftgraphError if the model can't be run.
 */
export async function writeGraphLog(
  { model: reference, options }: CheckRequest,
  folder: string,
  readFile: ModuleHost["readFile"],
): Promise<string> {
  const model = await referencedModel(reference, { readFile, packages: true });
  const prepared = prepare(resolvePlan(model, simulateOptions(options)));
  const name = model.name.replace(/[^\p{L}\p{N}._-]+/gu, "-");
  const own = path.join(folder, name);
  // The graph of now, in the place of the one before.
  rmSync(own, { recursive: true, force: true });
  mkdirSync(own, { recursive: true });
  const sink = eventFileSink(own);
  const text = reference.kind === "file" ? { modelText: reference.text } : {};
  const now = (): number => performance.timeOrigin + performance.now();
  const log = new RunLog(sink, { now, ...text });
  await log.begin(prepared);
  // Nothing is to come: without an end it would pass for a run that is under way.
  await log.end();
  await sink.close();
  return name;
}
