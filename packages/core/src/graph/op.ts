import type { Graph } from "./graph.ts";

/** Random streams of a run; each has its own Philox counters. */
export type Stream = "dW" | "dZ" | "initial";

/** No attributes. */
type None = Readonly<Record<never, never>>;

/**
 * Every op of the IR with its attributes.
 *
 * Interpretations of ops (shape, evaluation, derivative, lowering, …) are tables keyed by this
 * interface, so that an op without a row doesn't type-check.
 */
export interface OpAttributes {
  // Sources
  /** A number known when the graph is built. */
  constant: { readonly value: number };
  /** A model parameter, an input of the kernel: scalar. */
  parameter: { readonly name: string };
  /** A free symbol of a template (a species, or `t`), bound before a graph is run. */
  variable: { readonly name: string };
  /** A formal argument of a scan's body. */
  argument: { readonly index: number; readonly name: string };
  /** Time along an axis: the start of each step, or each logged time. */
  time: { readonly axis: "steps" | "times" };
  /** The step size dt: scalar. */
  stepSize: None;
  /** What a series is multiplied by at each logged time to be about 1 in its spread: a power of two that the pilot tells. */
  unit: { readonly of: string };
  /** A standard normal, keyed by (seed, path, step, stream, channel). */
  normal: { readonly stream: Stream; readonly channel: number };
  /** A uniform on (0, 1), keyed likewise; only for initial values. */
  uniform: { readonly stream: Stream; readonly channel: number };
  /** A Poisson variate whose rate is the input; only for initial values. */
  poisson: { readonly stream: Stream; readonly channel: number };
  /**
   * A standard normal of a node of the tree of a step's halvings, keyed by (seed, path, step, node,
   * channel); the input is the node's number, path by path: 1 for the whole step, 2 and 3 for its halves.
   */
  treeNormal: { readonly channel: number };
  // Elementwise
  neg: None;
  abs: None;
  sign: None;
  floor: None;
  sqrt: None;
  exp: None;
  log: None;
  sin: None;
  cos: None;
  tan: None;
  asin: None;
  acos: None;
  atan: None;
  sinh: None;
  cosh: None;
  tanh: None;
  add: None;
  sub: None;
  mul: None;
  div: None;
  pow: None;
  min: None;
  max: None;
  less: None;
  lessEqual: None;
  /** inputs: condition (bool), value where true, value where false. */
  select: None;
  // Regions
  /**
   * The loop over steps, as in `lax.scan`. Inputs: `carry` initial states, then `invariants`, then
   * per-step slices of series with shape ["steps"]; the body's arguments are in the same order.
   * The body's outputs are the `carry` next states, then boolean masks to be counted.
   *
   * If `repeated`, the last output says, path by path, whether the step is done: until it does, the body
   * runs again at the same step on what it gave. A mask is true of a step if it was so in any of the runs.
   */
  scan: {
    readonly body: Graph;
    readonly carry: number;
    readonly invariants: number;
    readonly repeated?: true;
  };
  /** One result of a scan: index < carry, a state at the logged times; beyond, a mask at each step. */
  scanOutput: { readonly index: number };
  // Summaries of a series over the paths
  /** Count, mean, variance, minimum, maximum of a ["times", "paths"] series. */
  moments: None;
  /** Bin counts of a ["times", "paths"] series. */
  histogram: None;
  /** Evenly spaced sample paths of a ["times", "paths"] series. */
  samplePaths: None;
  /** The whole ["times", "paths"] series, kept. */
  trajectory: None;
  /** How often a ["steps", "paths"] mask was true, up to each logged time. */
  count: None;
  /**
   * What becomes of a condition: inputs are where it holds at each step's end, ["steps", "paths"], and
   * at the logged times, ["times", "paths"]. Columns: on how many paths it holds; on how many it has
   * held at any step so far, or at the start; how often it began, or held at the start, so far; how many
   * steps the paths on which it has held took until it first did, all together.
   */
  occurrences: None;
}

/** The name of an op. */
export type Op = keyof OpAttributes;

type Family = "source" | "unary" | "binary" | "compare" | "select" | "region" | "summary";

/** What is common to all interpretations of an op: its family, arity, and infix symbol if any. */
export interface OpInfo {
  readonly family: Family;
  /** Number of inputs; -1 when it varies. */
  readonly arity: number;
  readonly commutative?: true;
  readonly symbol?: string;
}

const source: OpInfo = { family: "source", arity: 0 };
const unary: OpInfo = { family: "unary", arity: 1 };
const binary: OpInfo = { family: "binary", arity: 2 };
const summary: OpInfo = { family: "summary", arity: 1 };

/** The op table. */
export const OPS: { readonly [O in Op]: OpInfo } = {
  constant: source,
  parameter: source,
  variable: source,
  argument: source,
  time: source,
  stepSize: source,
  unit: source,
  normal: source,
  uniform: source,
  poisson: { family: "source", arity: 1 },
  treeNormal: { family: "source", arity: 1 },
  neg: { ...unary, symbol: "-" },
  abs: unary,
  sign: unary,
  floor: unary,
  sqrt: unary,
  exp: unary,
  log: unary,
  sin: unary,
  cos: unary,
  tan: unary,
  asin: unary,
  acos: unary,
  atan: unary,
  sinh: unary,
  cosh: unary,
  tanh: unary,
  add: { ...binary, commutative: true, symbol: "+" },
  sub: { ...binary, symbol: "-" },
  mul: { ...binary, commutative: true, symbol: "*" },
  div: { ...binary, symbol: "/" },
  pow: { ...binary, symbol: "^" },
  min: { ...binary, commutative: true },
  max: { ...binary, commutative: true },
  less: { family: "compare", arity: 2, symbol: "<" },
  lessEqual: { family: "compare", arity: 2, symbol: "<=" },
  select: { family: "select", arity: 3 },
  scan: { family: "region", arity: -1 },
  scanOutput: { family: "region", arity: 1 },
  moments: summary,
  histogram: summary,
  samplePaths: summary,
  trajectory: summary,
  count: summary,
  occurrences: { family: "summary", arity: 2 },
};

/** Ops that compute each lane from the same lane of their inputs. */
export type ElementwiseOp =
  | "neg"
  | "abs"
  | "sign"
  | "floor"
  | "sqrt"
  | "exp"
  | "log"
  | "sin"
  | "cos"
  | "tan"
  | "asin"
  | "acos"
  | "atan"
  | "sinh"
  | "cosh"
  | "tanh"
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "pow"
  | "min"
  | "max"
  | "less"
  | "lessEqual"
  | "select";

/** Whether an op is elementwise. */
export function isElementwise(op: Op): op is ElementwiseOp {
  const { family } = OPS[op];
  return family === "unary" || family === "binary" || family === "compare" || family === "select";
}
