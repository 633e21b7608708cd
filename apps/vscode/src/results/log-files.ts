import { isEventFileName } from "@driftgraph/eventlog";
import { fileSource, findEventFiles } from "@driftgraph/eventlog/node";
import * as vscode from "vscode";

/** A folder of event files, or one of them, to be read in pieces. */
export interface LogFiles {
  list(): Promise<readonly string[]>;
  size(path: string): Promise<number>;
  read(path: string, offset: number, length: number): Promise<Uint8Array>;
}

/**
 * The event files of a folder: on a disk they are read in pieces as they grow, elsewhere (a virtual
 * workspace) as wholes through the editor's file system.
 *
 * Only what `list` has named can be read.
 */
export function logFiles(root: vscode.Uri, only: string | undefined): LogFiles {
  return root.scheme === "file" ? filesOnDisk(root, only) : virtualFiles(root, only);
}

function filesOnDisk(root: vscode.Uri, only: string | undefined): LogFiles {
  const sources = new Map<string, ReturnType<typeof fileSource>>();
  const sourceOf = (path: string) => known(sources.get(path), path);
  return {
    async list() {
      const { fsPath } = only === undefined ? root : vscode.Uri.joinPath(root, only);
      const { files } = await findEventFiles(fsPath);
      for (const { path, absolute } of files) {
        if (!sources.has(path)) sources.set(path, fileSource(absolute));
      }
      return files.map(({ path }) => path);
    },
    // A file that is being written: its size is asked of the path, not of what was opened before.
    size: async (path) => (await sourceOf(path).state?.())?.size ?? 0,
    read: (path, offset, length) => sourceOf(path).read(offset, length),
  };
}

function virtualFiles(root: vscode.Uri, only: string | undefined): LogFiles {
  const found = new Map<string, Promise<Uint8Array>>();
  const bytesOf = (path: string) => known(found.get(path), path);
  return {
    async list() {
      const paths = only === undefined ? await namesBelow(root, "") : [only];
      for (const path of paths) {
        found.set(
          path,
          Promise.resolve(vscode.workspace.fs.readFile(vscode.Uri.joinPath(root, path))),
        );
      }
      return paths;
    },
    size: async (path) => (await bytesOf(path)).length,
    read: async (path, offset, length) => (await bytesOf(path)).subarray(offset, offset + length),
  };
}

async function namesBelow(folder: vscode.Uri, prefix: string): Promise<string[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const names = await Promise.all(
    entries.map(async ([name, type]) => {
      const below = prefix === "" ? name : `${prefix}/${name}`;
      if (type === vscode.FileType.Directory)
        return await namesBelow(vscode.Uri.joinPath(folder, name), below);
      return isEventFileName(name) ? [below] : [];
    }),
  );
  return names.flat();
}

function known<T>(value: T | undefined, path: string): T {
  if (value === undefined) throw new Error(`there is no event file ${path}`);
  return value;
}
