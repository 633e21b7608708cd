import type { KernelCost, Profile } from "../profile/profile.ts";
import type { NamedGraph } from "./named-graph.ts";

/** What one op of the run's graph cost for the whole run. */
export interface OpCostRecord {
  /** The op's name in the run's graph. */
  readonly name: string;
  readonly op: string;
  readonly scope: string;
  /** What was timed, such as `mul(path, uniform)`; equal ones were timed once. null: not timed. */
  readonly kind: string | null;
  readonly calls: number;
  /** Microseconds on one thread, by itself and not fused; null: not timed. */
  readonly selfTime: number | null;
  readonly bytes: number;
  readonly flops: number;
}

/** A phase of the run in milliseconds. */
export interface PhaseRecord {
  readonly name: string;
  readonly time: number;
}

/** What a run cost: the document `driftgraph/profile`. */
export interface ProfileRecord {
  readonly ops: readonly OpCostRecord[];
  readonly phases: readonly PhaseRecord[];
  readonly kernel: KernelCost | null;
  /** Milliseconds that it took to make the profile. */
  readonly cost: number;
  /** How each number was found, in words. */
  readonly methods: Readonly<Record<"selfTime" | "bytes" | "flops" | "phases" | "gain", string>>;
}

const METHODS: ProfileRecord["methods"] = {
  selfTime:
    "measured: the op by itself on a tile of 256 paths, least of several rounds, times its calls",
  bytes: "estimated: planes read and written if nothing were fused",
  flops: "estimated: by convention, one for each arithmetic operation",
  phases: "measured by the clock",
  gain: "estimated: the sum of the ops' own times against the kernel's time on all its threads",
};

/**
 * The record of a profile.
 *
 * @param logTime milliseconds that logging took so far, which the run can't know.
 */
export function profileRecord(profile: Profile, graph: NamedGraph, logTime: number): ProfileRecord {
  return {
    ops: profile.ops.map(({ node, kind = null, selfTime = null, calls, bytes, flops }) => ({
      name: graph.nameOf.get(node) ?? node.scope,
      op: node.op,
      scope: node.scope,
      kind,
      calls,
      selfTime,
      bytes,
      flops,
    })),
    phases: [...profile.phases, { name: "log", time: logTime }],
    kernel: profile.kernel ?? null,
    cost: profile.cost,
    methods: { ...METHODS, ...profile.methods },
  };
}
