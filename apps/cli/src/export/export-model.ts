import { rm, writeFile } from "node:fs/promises";
import { type Model, toTextFormat } from "@driftgraph/core";
import { exportProgram, type TensorFlowProgram } from "@driftgraph/tensorflow";
import { writeSavedModel } from "@driftgraph/tensorflow/node";
import type { Arguments } from "../arguments/parse.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { EXIT, type ExitCode } from "../command.ts";
import { resolveModel } from "../model/resolve.ts";
import { type RunRequest, readRequest } from "../run/request.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { checkTarget } from "./target.ts";

/** Formats of results, which a model has none of. */
const OF_RUNS = ["csv", "npy", "zarr"] as const;

/** Writes a model as a TensorFlow graph. */
export async function exportModel(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const request = readRequest(args);
  const targets = { savedModel: args.text("saved-model"), text: args.text("pbtxt") };
  const other = OF_RUNS.find((name) => args.text(name) !== undefined);
  if (other) throw new UsageError(`--${other} is for a run, --saved-model and --pbtxt for a model`);
  if (request.save?.every !== undefined)
    throw new UsageError(
      "--save trajectories keeps every logged step here: --every thins them out",
    );
  for (const target of Object.values(targets)) if (target !== undefined) checkTarget(target);
  const model = await resolveModel(args.positional("RUN|MODEL") ?? "");
  const program = await programOf(model, request);
  if (targets.savedModel !== undefined) await writeWhole(targets.savedModel, program);
  if (targets.text !== undefined) await writeFile(targets.text, toTextFormat(program.graph));
  terminal.out(described(program, targets.savedModel));
  for (const target of Object.values(targets)) {
    if (target !== undefined) terminal.out(`${target}\n`);
  }
  return EXIT.ok;
}

function programOf(model: Model, request: RunRequest): Promise<TensorFlowProgram> {
  const { numbers, parameters, initial, scheme, dtype, save } = request;
  return exportProgram(model, {
    ...numbers,
    parameters,
    initial,
    ...(scheme !== undefined && { scheme }),
    ...(dtype !== undefined && { dtype }),
    ...(save !== undefined && { save: { trajectories: true } }),
  });
}

/** A folder that could not be written whole is taken away: nobody should load half a model. */
async function writeWhole(folder: string, program: TensorFlowProgram): Promise<void> {
  try {
    await writeSavedModel(folder, program);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The inputs and outputs of a program, and what their rows are. */
function described(
  { inputs, optional, outputs, series, violations, events }: TensorFlowProgram,
  folder: string | undefined,
): string {
  const names = (specs: TensorFlowProgram["inputs"]): string =>
    specs.map(({ name }) => name).join(", ");
  const rows = [
    ["Inputs", names(inputs.filter(({ name }) => !optional.includes(name)))],
    ["Optional", optional.join(", ")],
    ["Outputs", names(outputs)],
    ["Series", series.join(", ")],
    ["Counts", violations.join(", ")],
    ["Events", events.join(", ")],
  ].filter(([, text]) => text !== "");
  return folder === undefined
    ? ""
    : `${rows.map(([what = "", text]) => `${what.padEnd(12)}${text}`).join("\n")}\n`;
}
