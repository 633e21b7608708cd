import { spawn } from "node:child_process";
import process from "node:process";
import { SetupError } from "./setup-error.ts";

/** Another program that a step runs. */
export interface CommandOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Whether its output goes straight to our standard error, so that it can draw its progress. */
  readonly passThrough?: boolean;
  /** Milliseconds after which it is ended. */
  readonly timeout?: number;
}

/** How a command ended. */
export interface CommandResult {
  readonly code: number;
  /** Standard output and error as they came. */
  readonly output: string;
}

/** Lines of a failed command's output that are worth showing. */
const SHOWN_LINES = 15;

/** Runs a command to its end, without a shell; a command that isn't there ends with code 127. */
export function run(
  [program = "", ...args]: readonly string[],
  { cwd, env = process.env, passThrough = false, timeout }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const stdio = passThrough ? (["ignore", 2, 2] as const) : (["ignore", "pipe", "pipe"] as const);
    const child = spawn(program, args, { cwd, env, timeout, stdio: [...stdio] });
    let output = "";
    const gather = (chunk: string): void => {
      output += chunk;
    };
    child.stdout?.setEncoding("utf8").on("data", gather);
    child.stderr?.setEncoding("utf8").on("data", gather);
    child.on("error", (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * Runs a command that must succeed.
 *
 * @throws SetupError with the last lines that it printed.
 */
export async function mustRun(
  command: readonly string[],
  options: CommandOptions & { readonly what: string; readonly hint: string },
): Promise<string> {
  const { code, output } = await run(command, options);
  if (code === 0) return output;
  throw new SetupError(`${options.what}:\n${lastLines(output)}`, options.hint);
}

function lastLines(output: string): string {
  const lines = output.trimEnd().split(/\r?\n/).slice(-SHOWN_LINES);
  return lines.map((line) => `    ${line}`).join("\n");
}
