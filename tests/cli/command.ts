import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

/** The command as `npx driftgraph` runs it; `npm test` builds it before. */
export const COMMAND = fileURLToPath(new URL("../../apps/cli/bin/driftgraph.mjs", import.meta.url));

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Options {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the command; what it prints is gathered in `ended`. */
export function start(
  args: readonly string[],
  { cwd, env = {} }: Options,
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    cwd,
    env: { ...userEnvironment(), ...env },
  });
  const chunks = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    chunks.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    chunks.err += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...chunks }));
  });
  return { child, ended };
}

/** Runs the command to its end. */
export function driftgraph(args: readonly string[], options: Options): Promise<Ended> {
  return start(args, options).ended;
}

/** A user's environment: without what test runners and coloured terminals add. */
function userEnvironment(): NodeJS.ProcessEnv {
  const added = /^(npm_|VITEST|NODE_ENV$|NODE_OPTIONS$|INIT_CWD$|FORCE_COLOR$|NO_COLOR$|DEBUG$)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !added.test(name)));
}

/** An empty folder for the tests of a file, outside of any package; its name is one that URLs trip over. */
export function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "driftgraph test #1 %20 "));
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}
