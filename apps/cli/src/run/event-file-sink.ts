import { rmSync } from "node:fs";
import path from "node:path";
import type { EventSink } from "@driftgraph/core";
import { fromPlainEvent } from "@driftgraph/eventlog";
import { EventFileWriter } from "@driftgraph/eventlog/node";

/** A sink of a run's events that writes them to an event file in a folder. */
export interface EventFileSink extends EventSink {
  close(): Promise<void>;
  /** Closes the file and removes it. */
  discard(): Promise<void>;
}

/** Writes a run's events to a new event file in its folder, and those of sub-runs to folders below. */
export function eventFileSink(folder: string): EventFileSink {
  const writer = EventFileWriter.create(folder);
  return {
    write: (event) => writer.write(fromPlainEvent(event)),
    // Each write is in the file when it returns, whatever becomes of this process; only `close`
    // waits for the disk.
    flush: () => undefined,
    child: (name) => {
      const child = eventFileSink(path.join(folder, name));
      // A sub-run is flushed when it's whole: a large sweep must not keep thousands of files open.
      return { ...child, flush: () => child.close() };
    },
    close: () => writer.close(),
    discard: async () => {
      await writer.close();
      rmSync(writer.path);
    },
  };
}
