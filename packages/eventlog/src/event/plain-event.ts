import type { GraphDef } from "../graph/graph.ts";
import type { SessionEnd, SessionStart } from "../hparams/hparams.ts";
import type { NodeTiming } from "../profile/encode.ts";
import { functionGraphValue } from "../summary/function-graph.ts";
import { sessionEndValue } from "../summary/session-end.ts";
import { sessionStartValue } from "../summary/session-start.ts";
import type { LogEvent, SummaryValue } from "./event.ts";
import { graphEvent } from "./graph-event.ts";
import { runMetadataEvent } from "./run-metadata-event.ts";
import { summaryEvent } from "./summary-event.ts";

/** What an event holds, as plain objects: for programs that don't want to know of any encoding. */
export type PlainContent =
  | { readonly kind: "graph"; readonly graph: GraphDef }
  /** A further graph, under a tag. */
  | { readonly kind: "tagged-graph"; readonly tag: string; readonly graph: GraphDef }
  | {
      readonly kind: "run-metadata";
      readonly tag: string;
      readonly nodes: readonly NodeTiming[];
      readonly startMicros?: number;
    }
  | { readonly kind: "summary"; readonly values: readonly SummaryValue[] }
  | ({ readonly kind: "session-start" } & SessionStart)
  | ({ readonly kind: "session-end" } & SessionEnd);

/** An event as plain objects; `wallTime` is in seconds since 1970. */
export type PlainEvent = PlainContent & { readonly wallTime: number; readonly step: number };

/** The event that plain objects describe, ready to be written. */
export function fromPlainEvent(event: PlainEvent): LogEvent {
  const at = { wallTime: event.wallTime, step: event.step };
  switch (event.kind) {
    case "graph":
      return graphEvent(event.wallTime, event.graph);
    case "tagged-graph":
      return summaryEvent(at, functionGraphValue(event.tag, event.graph));
    case "run-metadata":
      return runMetadataEvent(at, event.tag, event);
    case "summary":
      return summaryEvent(at, event.values);
    case "session-start":
      return summaryEvent(at, sessionStartValue(event));
    case "session-end":
      return summaryEvent(at, sessionEndValue(event));
  }
}
