import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync } from "node:fs";
import path from "node:path";
import { UsageError } from "../arguments/usage-error.ts";

/** Where a run will be logged. */
export interface RunFolder {
  /** Makes the folder and tells its path, as the user would name it. */
  create(): string;
  /** Removes the folder that was made, and the logdir if it was made for it, as far as they are empty. */
  remove(): void;
}

/**
 * The folder of a run: `<logdir>/<name>`, or `<logdir>/<model>-<n>` with the next free number.
 *
 * Nothing is made until `create` is called, and an existing run is never written to.
 *
 * @throws UsageError if the name is taken or is no name.
 */
export function runFolder(logdir: string, model: string, name: string | undefined): RunFolder {
  if (statSync(logdir, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw new UsageError(`--logdir ${logdir} is a file, expected a folder`);
  }
  if (name === undefined) return removable(() => createNumbered(logdir, safeName(model)));
  const folder = path.join(logdir, checkName(name));
  if (existsSync(folder)) throw taken(name, logdir);
  return removable(() => {
    const first = mkdirSync(path.dirname(folder), { recursive: true });
    if (!makeNew(folder)) throw taken(name, logdir);
    return { folder, first };
  });
}

/** What was made: the run's folder, and the outermost folder that had to be made for it. */
interface Made {
  readonly folder: string;
  readonly first: string | undefined;
}

function removable(make: () => Made): RunFolder {
  let made: Made | undefined;
  return {
    create: () => {
      made = make();
      return made.folder;
    },
    remove: () => {
      if (made) removeEmpty(made);
    },
  };
}

function removeEmpty({ folder, first = folder }: Made): void {
  const last = path.resolve(first);
  try {
    for (let below = path.resolve(folder); ; below = path.dirname(below)) {
      rmdirSync(below);
      if (below === last) return;
    }
  } catch {
    // Another run has put its log there meanwhile.
  }
}

function createNumbered(logdir: string, model: string): Made {
  const first = mkdirSync(logdir, { recursive: true });
  // Another run may take the number first: then the next one is tried.
  for (let n = lastNumber(logdir, model) + 1; ; n++) {
    const folder = path.join(logdir, `${model}-${n}`);
    if (makeNew(folder)) return { folder, first };
  }
}

function lastNumber(logdir: string, model: string): number {
  const numbers = readdirSync(logdir)
    .filter((name) => name.startsWith(`${model}-`))
    .map((name) => name.slice(model.length + 1))
    .filter((rest) => /^\d{1,9}$/.test(rest));
  return numbers.reduce((last, number) => Math.max(last, Number(number)), 0);
}

/** Makes a folder; false if it is there already. */
function makeNew(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** A name may have slashes, to group runs, but stays below the logdir on every system. */
function checkName(name: string): string {
  const parts = name.split("/");
  const bad = parts.find(
    (part) => !/^[^\\:*?"<>|\p{Cc}]+$/u.test(part) || /^\.{1,2}$|[. ]$/.test(part),
  );
  if (bad === undefined) return path.join(...parts);
  throw new UsageError(`--name is "${name}", expected the name of a folder below the logdir`);
}

function safeName(model: string): string {
  return model.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^\.+/, "") || "run";
}

function taken(name: string, logdir: string): UsageError {
  return new UsageError(
    `there is a run "${name}" in ${logdir} already, and runs are never overwritten`,
    {
      hint: "Choose another --name, or remove that folder first.",
    },
  );
}
