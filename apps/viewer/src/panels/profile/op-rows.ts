import type { LoggedRun } from "@driftgraph/core";
import type { RunMetadata } from "@driftgraph/eventlog";

/** What one op cost, whoever measured it. */
export interface OpCost {
  /** Full name in the run's graph. */
  readonly name: string;
  readonly op: string;
  readonly scope: string;
  readonly calls: number;
  /** Microseconds; undefined if it wasn't timed. */
  readonly selfTime: number | undefined;
  readonly bytes: number;
  readonly flops: number | undefined;
  /** What was timed, where equal ops were timed once. */
  readonly kind: string | undefined;
  /** Where in the model it came from, in words; undefined if that isn't known. */
  readonly place: string | undefined;
}

/** The costs that our own profile has. */
export function ownCosts({ profile, graphs }: LoggedRun): OpCost[] {
  return (profile?.ops ?? []).map(({ name, op, scope, kind, calls, selfTime, bytes, flops }) => ({
    name,
    op,
    scope: scopeOf(name, scope),
    calls,
    selfTime: selfTime ?? undefined,
    bytes,
    flops,
    kind: kind ?? undefined,
    place: placeText(graphs?.optimized[name]?.origin),
  }));
}

/** The costs in a profile that TensorFlow wrote: its executions by node. */
export function metadataCosts({ devices }: RunMetadata): OpCost[] {
  const costs = new Map<string, { calls: number; time: number; bytes: number; op: string }>();
  for (const { nodes } of devices) {
    for (const { name, durationMicros, memory, outputs, label } of nodes) {
      const cost = costs.get(name) ?? { calls: 0, time: 0, bytes: 0, op: opIn(label) };
      cost.calls += 1;
      cost.time += durationMicros;
      cost.bytes += memory.reduce((sum, { totalBytes }) => sum + totalBytes, 0);
      cost.bytes += memory.length > 0 ? 0 : outputs.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
      costs.set(name, cost);
    }
  }
  return [...costs].map(([name, { calls, time, bytes, op }]) => ({
    name,
    op,
    scope: scopeOf(name, ""),
    calls,
    selfTime: time,
    bytes,
    flops: undefined,
    kind: undefined,
    place: undefined,
  }));
}

function scopeOf(name: string, fallback: string): string {
  const slash = name.lastIndexOf("/");
  return slash < 0 ? fallback : name.slice(0, slash);
}

/** TensorFlow's labels read `name = Op(inputs)`. */
function opIn(label: string | undefined): string {
  return /=\s*([\w.]+)\(/.exec(label ?? "")?.[1] ?? "";
}

type Origin = NonNullable<
  NonNullable<NonNullable<LoggedRun["graphs"]>["optimized"][string]>["origin"]
>;

function placeText(origin: Origin | undefined): string | undefined {
  if (!origin) return undefined;
  const line = origin.line === undefined ? undefined : `line ${origin.line}`;
  if (origin.equation === undefined) return line;
  return line === undefined ? origin.equation : `${origin.equation}, ${line}`;
}
