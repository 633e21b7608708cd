import * as vscode from "vscode";

/** Files that are on no disk, as a virtual workspace's. */
export class MemoryFiles implements vscode.FileSystemProvider {
  readonly #files = new Map<string, Uint8Array>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  /** Paths in the order in which they were read. */
  readonly reads: string[] = [];
  readonly onDidChangeFile = this.#changed.event;

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const bytes = this.#files.get(uri.path);
    const isFolder = [...this.#files.keys()].some((path) => path.startsWith(`${uri.path}/`));
    if (!bytes && !isFolder) throw vscode.FileSystemError.FileNotFound(uri);
    const type = bytes ? vscode.FileType.File : vscode.FileType.Directory;
    return { type, ctime: 0, mtime: 0, size: bytes?.length ?? 0 };
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    const below = [...this.#files.keys()].filter((path) => path.startsWith(`${uri.path}/`));
    const names = below.map((path) => path.slice(uri.path.length + 1).split("/"));
    return [
      ...new Map(
        names.map(([name = "", ...rest]) => [
          name,
          rest.length > 0 ? vscode.FileType.Directory : vscode.FileType.File,
        ]),
      ),
    ];
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const bytes = this.#files.get(uri.path);
    if (!bytes) throw vscode.FileSystemError.FileNotFound(uri);
    this.reads.push(uri.path);
    return bytes;
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    this.#files.set(uri.path, content);
  }

  createDirectory(): void {
    // A folder is there as soon as a file is in it.
  }

  delete(uri: vscode.Uri): void {
    this.#files.delete(uri.path);
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    this.writeFile(to, this.readFile(from));
    this.delete(from);
  }
}
