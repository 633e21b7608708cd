import process from "node:process";
import { type Arguments, parseArguments } from "../arguments/parse.ts";
import { run } from "../commands/run.ts";
import { type ModelHost, useModelHost } from "../model/host.ts";
import { debugging, reporting } from "../terminal/reporting.ts";
import { processTerminal } from "../terminal/terminal.ts";
import { bundledPackages } from "./bundled-packages.ts";

/**
 * Runs `driftgraph run`, unless it needs more than this bundle has: TensorFlow, help, or stack traces.
 *
 * @param argv what was typed behind `driftgraph run`.
 * @param importModule imports a module: a script whose compiled code was kept can't.
 * @returns false, with nothing done, if it does, or the command must be refused.
 */
export async function runQuickly(
  argv: readonly string[],
  importModule: ModelHost["importModule"],
): Promise<boolean> {
  const args = readable(argv);
  if (!args || args.text("backend") === "tensorflow" || args.flag("help")) return false;
  // Stack traces are of use where names are whole: in the modules.
  if (debugging(process.env)) return false;
  useModelHost({ packages: bundledPackages, importModule });
  const terminal = processTerminal(process.env);
  process.exitCode = await reporting(terminal, false, () => run.run(args, terminal));
  return true;
}

function readable(argv: readonly string[]): Arguments | undefined {
  try {
    return parseArguments(run.spec, argv);
  } catch {
    return undefined; // what is wrong is said by the command itself
  }
}
