import path from "node:path";
import type { EventSink, RunEvent } from "@driftgraph/core";
import { fromPlainEvent, MemoryLog } from "@driftgraph/eventlog";
import { EventFileWriter } from "@driftgraph/eventlog/node";

/** A sink that keeps events as they were given and as the file that is made of them. */
export interface MemorySink extends EventSink {
  readonly events: RunEvent[];
  readonly log: MemoryLog;
}

export function memorySink(): MemorySink {
  const events: RunEvent[] = [];
  const log = new MemoryLog(1_700_000_000);
  return {
    events,
    log,
    write(event) {
      events.push(event);
      log.write(fromPlainEvent(event));
    },
    flush: () => log.flush(),
    child: memorySink,
  };
}

/** A sink that writes event files, each sub-run's in a folder below. */
export function fileSink(folder: string): EventSink {
  const writer = EventFileWriter.create(folder);
  return {
    write: (event) => writer.write(fromPlainEvent(event)),
    flush: () => writer.flush(),
    child: (name) => fileSink(path.join(folder, name)),
  };
}
