import { isUsageError, type UsageError } from "../arguments/usage-error.ts";
import { EXIT, type ExitCode } from "../command.ts";
import type { Terminal } from "./terminal.ts";

/** Errors of the user's making: their message says all, so no stack trace is shown. */
const EXPECTED: Readonly<Record<string, ExitCode>> = {
  UsageError: EXIT.refused,
  DriftgraphError: EXIT.refused,
  RunError: EXIT.failed,
  SetupError: EXIT.failed,
};

/**
 * Tells the user of an error and gives the exit code that stands for it.
 *
 * `DEBUG=driftgraph` shows the stack trace, and those of its causes.
 */
export async function reportError(
  error: unknown,
  terminal: Terminal,
  debug: boolean,
): Promise<ExitCode> {
  const { err, colours } = terminal;
  const { code, text } = await explain(error);
  err(`${colours.err.red("error:")} ${text}\n`);
  if (debug) err(`${stackOf(error)}\n`);
  return code;
}

async function explain(error: unknown): Promise<{ code: ExitCode; text: string }> {
  if (!(error instanceof Error)) return { code: EXIT.failed, text: String(error) };
  if (isUsageError(error)) return { code: EXIT.refused, text: await explainUsage(error) };
  const code = EXPECTED[error.name];
  if (code !== undefined) return { code, text: error.message.replaceAll("tEnd", "t-end") };
  const system = explainSystemError(error);
  if (system !== undefined) return { code: EXIT.failed, text: system };
  const hint = "This is a defect of driftgraph; DEBUG=driftgraph shows where.";
  return { code: EXIT.failed, text: `${error.message}\n  ${hint}` };
}

async function explainUsage({ message, misspelt, hint }: UsageError): Promise<string> {
  const near = misspelt && (await nearestOf(misspelt.given, misspelt.candidates));
  const hints = [
    ...(near === undefined ? [] : [`Did you mean ${near}?`]),
    ...(hint === undefined ? [] : [hint]),
  ];
  return [message, ...hints.map((line) => `  ${line}`)].join("\n");
}

async function nearestOf(
  given: string,
  candidates: readonly string[],
): Promise<string | undefined> {
  const { nearest } = await import("@driftgraph/core");
  return nearest(given, candidates);
}

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  ENOENT: "no such file or folder",
  ENOTDIR: "a part of the path is not a folder",
  EISDIR: "it is a folder",
  EEXIST: "it exists already",
  ENOSPC: "no space left on the disk",
  EROFS: "the disk can only be read",
  EMFILE: "too many files are open",
  EADDRINUSE: "the port is in use",
  ENAMETOOLONG: "the name is too long",
};

function explainSystemError(error: NodeJS.ErrnoException): string | undefined {
  const what = error.code === undefined ? undefined : SYSTEM_ERRORS[error.code];
  if (what === undefined) return undefined;
  return error.path === undefined ? what : `${error.path}: ${what}`;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const cause = error.cause === undefined ? "" : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
