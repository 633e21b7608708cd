import type { Point } from "./layout.ts";
import type { EdgeKind } from "./op-graph.ts";

/** What is drawn of a graph: the open scopes and what is in them. All places are in the drawing's own units. */
export interface DrawnGraph {
  readonly items: readonly DrawnItem[];
  readonly edges: readonly DrawnEdge[];
  readonly width: number;
  readonly height: number;
  /** Ops of the whole graph, drawn or not. */
  readonly ops: number;
  /** The scopes that are open, those opened by default among them. */
  readonly open: readonly string[];
  /** Largest values among the closed and single items, for colours. */
  readonly most: { readonly time: number; readonly bytes: number };
}

/** What became of an op of the built graph, or of another run's. */
export type Fate = "kept" | "replaced" | "removed" | "added" | "changed";

/** An op or a scope as it is drawn. */
export interface DrawnItem {
  /** Full name; the same for the same thing in every drawing of the graph. */
  readonly id: string;
  readonly kind: "op" | "scope" | "series";
  readonly label: string;
  /** What is said below the label: the op, how many ops, an equation. */
  readonly detail: string;
  readonly op: string | undefined;
  readonly device: string;
  /** The open scope that it is in; undefined at the top. */
  readonly parent: string | undefined;
  readonly depth: number;
  readonly isOpen: boolean;
  /** Centre and size. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Ops in it. */
  readonly count: number;
  /** Microseconds, summed over its ops; undefined where none was timed. */
  readonly time: number | undefined;
  /** The part that this is of all times in the graph, 0 to 1. */
  readonly share: number | undefined;
  /** Microseconds from the first start to the last end among its ops. */
  readonly span: number | undefined;
  /** Microseconds of what has this name in the graph that it is compared with. */
  readonly otherTime: number | undefined;
  /** Microseconds by which it takes longer than before; only in the later one of two graphs. */
  readonly timeChange: number | undefined;
  readonly bytes: number | undefined;
  /** Taken out of the flow, since too much leads to it. */
  readonly isAside: boolean;
  readonly fate: Fate | undefined;
  /** Lies on the longest way through the graph by time. */
  readonly isCritical: boolean;
}

/** All edges between two drawn items, as one. */
export interface DrawnEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  /** How many edges between ops it stands for. */
  readonly count: number;
  /** The name and the shape of what goes along it, if it is one. */
  readonly label: string;
  readonly bytes: number | undefined;
  /** Where it bends on its way round others. */
  readonly bends: readonly Point[];
}
