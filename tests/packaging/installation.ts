import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import type { Packed } from "../../scripts/pack.mjs";
import { npmCommand } from "../../scripts/pnpm.mjs";

const execute = promisify(execFile);

/** A folder outside of the workspace in which the packed packages are installed by npm. */
export interface Installation {
  readonly folder: string;
  /** Runs `npx --no-install …` there and gives what it printed on standard output. */
  readonly npx: (...args: string[]) => Promise<string>;
  /** Runs a script there. */
  readonly node: (script: string) => Promise<string>;
  readonly remove: () => Promise<void>;
}

/** Installs tarballs as a user's project would, each dependency between them led to its tarball. */
export async function install(packed: readonly Packed[]): Promise<Installation> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "driftgraph-install-"));
  const dependencies = Object.fromEntries(
    packed.map(({ name, tarball }) => [name, `file:${tarball}`]),
  );
  const overrides = Object.fromEntries(packed.map(({ name }) => [name, `$${name}`]));
  const manifest = { name: "user", private: true, type: "module", dependencies, overrides };
  await writeFile(path.join(folder, "package.json"), JSON.stringify(manifest));
  const npm = (...args: string[]): Promise<string> => runIn(folder, [...npmCommand(), ...args]);
  await npm("install", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error");
  return {
    folder,
    npx: (...args) => npm("exec", "--no", "--", ...args),
    node: (script) => runIn(folder, [process.execPath, script]),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function runIn(folder: string, [program = "", ...args]: readonly string[]): Promise<string> {
  const { stdout } = await execute(program, args, { cwd: folder, env: userEnvironment() });
  return stdout;
}

/** A user's environment: without what `npm test` and vitest add to ours. */
function userEnvironment(): NodeJS.ProcessEnv {
  const added = /^(npm_|VITEST|NODE_ENV$|NODE_OPTIONS$|INIT_CWD$)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !added.test(name)));
}

/** A file in the installation's folder, with its folders made. */
export async function write(folder: string, file: string, text: string): Promise<void> {
  const target = path.join(folder, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, text);
}
