import { mkdir, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { UsageError } from "../arguments/usage-error.ts";

/** Where a run will be logged. */
export interface RunFolder {
  /** The folder, as the user would name it; known once it is made. */
  create(): Promise<string>;
}

/**
 * The folder of a run: `<logdir>/<name>`, or `<logdir>/<model>-<n>` with the next free number.
 *
 * Nothing is made until `create` is called, and an existing run is never written to.
 *
 * @throws UsageError if the name is taken or is no name.
 */
export async function runFolder(logdir: string, model: string, name: string | undefined): Promise<RunFolder> {
  await checkLogdir(logdir);
  if (name === undefined) return { create: () => createNumbered(logdir, safeName(model)) };
  const folder = path.join(logdir, checkName(name));
  if (await exists(folder)) throw taken(name, logdir);
  return {
    create: async () => {
      await mkdir(path.dirname(folder), { recursive: true });
      return makeNew(folder).then((made) => {
        if (!made) throw taken(name, logdir);
        return folder;
      });
    },
  };
}

async function createNumbered(logdir: string, model: string): Promise<string> {
  await mkdir(logdir, { recursive: true });
  // Another run may take the number first: then the next one is tried.
  for (let n = (await lastNumber(logdir, model)) + 1; ; n++) {
    const folder = path.join(logdir, `${model}-${n}`);
    if (await makeNew(folder)) return folder;
  }
}

async function lastNumber(logdir: string, model: string): Promise<number> {
  const names = await readdir(logdir);
  const numbers = names
    .filter((name) => name.startsWith(`${model}-`))
    .map((name) => name.slice(model.length + 1))
    .filter((rest) => /^\d{1,9}$/.test(rest));
  return Math.max(0, ...numbers.map(Number));
}

/** Makes a folder; false if it is there already. */
async function makeNew(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function checkLogdir(logdir: string): Promise<void> {
  const found = await stat(logdir).catch(() => undefined);
  if (found && !found.isDirectory()) throw new UsageError(`--logdir ${logdir} is a file, expected a folder`);
}

/** A name may have slashes, to group runs, but stays below the logdir on every system. */
function checkName(name: string): string {
  const parts = name.split("/");
  const bad = parts.find((part) => !/^[^\\:*?"<>|\u0000-\u001f]+$/.test(part) || /^\.{1,2}$|[. ]$/.test(part));
  if (bad === undefined) return path.join(...parts);
  throw new UsageError(`--name is "${name}", expected the name of a folder below the logdir`);
}

function safeName(model: string): string {
  return model.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^\.+/, "") || "run";
}

async function exists(folder: string): Promise<boolean> {
  return (await stat(folder).catch(() => undefined)) !== undefined;
}

function taken(name: string, logdir: string): UsageError {
  return new UsageError(`there is a run "${name}" in ${logdir} already, and runs are never overwritten`, {
    hint: "Choose another --name, or remove that folder first.",
  });
}
