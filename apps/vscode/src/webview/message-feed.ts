import type { ByteSource } from "@driftgraph/eventlog";
import type { Rpc } from "../messages/rpc.ts";
import type { ResultsHostApi } from "../results/api.ts";

/** The feed of a viewer in a webview: the extension reads the files. */
export function messageFeed(host: Rpc<ResultsHostApi>, title: string) {
  const listeners = new Set<() => void>();
  const source = (path: string): ByteSource => ({
    size: () => host.call("size", path),
    read: (offset, length) => host.call("read", path, offset, length),
  });
  return {
    title,
    files: async () => (await host.call("files")).map((path) => ({ path, source: source(path) })),
    watch(changed: () => void) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    actions: {
      deleteRun: (run: string) => host.call("deleteRun", run),
      renameRun: (run: string, name: string) => host.call("renameRun", run, name),
      shareRuns: (runs: readonly string[]) => host.call("shareRuns", runs),
      revealSource: (file: string, line: number, column?: number) =>
        column === undefined
          ? host.call("revealSource", file, line)
          : host.call("revealSource", file, line, column),
    },
    /** Tells all who watch. */
    notify: () => {
      for (const listener of listeners) listener();
    },
  };
}
