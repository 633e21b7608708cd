import process from "node:process";
import { type Arguments, parseArguments } from "../arguments/parse.ts";
import { run } from "../commands/run.ts";
import { builtInNames } from "../model/built-in.ts";
import { debugging, reporting } from "../terminal/reporting.ts";
import { processTerminal } from "../terminal/terminal.ts";

/**
 * Runs `driftgraph run` of a built-in model, which needs nothing that isn't in this bundle.
 *
 * @param argv what was typed behind `driftgraph run`.
 * @returns false, with nothing done, if the command needs more: a model file, which imports our packages,
 *   or TensorFlow; or if it must be refused.
 */
export async function runQuickly(argv: readonly string[]): Promise<boolean> {
  const args = readable(argv);
  if (!args || !isSelfContained(args)) return false;
  const terminal = processTerminal(process.env);
  process.exitCode = await reporting(terminal, debugging(process.env), () =>
    run.run(args, terminal),
  );
  return true;
}

function isSelfContained(args: Arguments): boolean {
  const isBuiltIn = builtInNames().includes(args.positional("MODEL") ?? "");
  return isBuiltIn && args.text("backend") !== "tensorflow" && !args.flag("help");
}

function readable(argv: readonly string[]): Arguments | undefined {
  try {
    return parseArguments(run.spec, argv);
  } catch {
    return undefined; // what is wrong is said by the command itself
  }
}
