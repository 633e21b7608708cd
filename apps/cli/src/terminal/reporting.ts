import type { ExitCode } from "../command.ts";
import type { Terminal } from "./terminal.ts";

/** Runs a command and gives its exit code; what it throws is told to the user. */
export async function reporting(
  terminal: Terminal,
  debug: boolean,
  command: () => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    return await command();
  } catch (error) {
    const { reportError } = await import("./report-error.ts");
    return reportError(error, terminal, debug);
  }
}

/** Whether stack traces are to be shown: `DEBUG=driftgraph`. */
export function debugging({ DEBUG = "" }: NodeJS.ProcessEnv): boolean {
  return DEBUG.split(",").some((name) => name === "driftgraph" || name === "*");
}
