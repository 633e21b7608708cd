import { flameBars } from "./flame.ts";
import type { OpCost } from "./op-rows.ts";
import type { Phase } from "./timeline.tsx";

/** One event of the Trace Event Format; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: "X" | "M";
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly args: Readonly<Record<string, unknown>>;
}

/**
 * Phases and ops as a trace that chrome://tracing and Perfetto open.
 *
 * The ops' times are sums, so they stand end to end, scope around scope, and not when they ran.
 */
export function chromeTrace(
  run: string,
  phases: readonly Phase[],
  costs: readonly OpCost[],
): string {
  const byName = new Map(costs.map((cost) => [cost.name, cost]));
  const ops = flameBars(costs).map(({ name, label, start, time }): TraceEvent => {
    const cost = byName.get(name);
    const args = cost ? { op: cost.op, calls: cost.calls, bytes: cost.bytes, kind: cost.kind } : {};
    return {
      name: label,
      ph: "X",
      pid: 1,
      tid: 2,
      ts: start,
      dur: time,
      args: { ...args, full: name },
    };
  });
  let at = 0;
  const phaseEvents = phases.map(({ name, time }): TraceEvent => {
    const event = { name, ph: "X", pid: 1, tid: 1, ts: at, dur: time * 1000, args: {} } as const;
    at += time * 1000;
    return event;
  });
  const names = [
    meta("process_name", 0, run),
    meta("thread_name", 1, "phases, by the clock"),
    meta("thread_name", 2, "ops, each by itself, end to end"),
  ];
  return JSON.stringify({ traceEvents: [...names, ...phaseEvents, ...ops], displayTimeUnit: "ms" });
}

function meta(name: string, tid: number, value: string): TraceEvent {
  return { name, ph: "M", pid: 1, tid, args: { name: value } };
}
