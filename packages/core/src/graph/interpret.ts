import { evaluateElementwise } from "./elementwise.ts";
import { type Graph, nodesOf } from "./graph.ts";
import type { Node } from "./node.ts";
import { isElementwise, type Stream } from "./op.ts";
import { perPath } from "./shape.ts";
import { timeValues } from "./time-values.ts";

/** The random numbers of one path. */
export interface PathNoise {
  /** A standard normal of a step; step 0 for initial values. */
  normal(stream: Stream, step: number, channel: number): number;
  uniform(stream: Stream, step: number, channel: number): number;
  poisson(stream: Stream, step: number, channel: number, rate: number): number;
  /** A standard normal of a node of a step's tree of halvings; needed for adaptive steps alone. */
  treeNormal?(step: number, node: number, channel: number): number;
}

/** What the interpreter is told beside the graph. */
export interface PathInputs {
  readonly parameters: ReadonlyMap<string, number>;
  readonly dt: number;
  readonly steps: number;
  /** Steps from one logged time to the next; divides `steps`. */
  readonly every: number;
  readonly noise: PathNoise;
  /** Rounds a per-path value to the run's float type; the identity for double precision. */
  readonly round: (value: number) => number;
  /** Values of `unit` nodes, one a logged time; 1 if not given. */
  readonly units?: ReadonlyMap<string, Float64Array>;
  /** Called with every value computed in a step, in order; to find where a value went wrong. */
  readonly watch?: (node: Node, value: number, step: number) => void;
}

/** A value of one path: a number, or one number a step or logged time. */
export type PathValue = number | Float64Array;

/** The states of a scan at the logged times, then its masks at each step. */
type ScanValue = readonly Float64Array[];

/**
 * Runs one path of a simulation's graph, op by op: the oracle for every faster way.
 *
 * Values that are the same for all paths are computed in double precision and rounded where they
 * meet a per-path one; per-path values are rounded after each op.
 *
 * @returns the value of every node of the outer graph, but scans and summaries.
 */
export function interpretPath(graph: Graph, inputs: PathInputs): Map<Node, PathValue> {
  const values = new Map<Node, PathValue>();
  const scans = new Map<Node, ScanValue>();
  for (const node of nodesOf(graph)) {
    if (node.op === "scan") scans.set(node, interpretScan(node, values, inputs));
    else if (node.op === "scanOutput") values.set(node, outputOf(node, scans));
    else {
      const value = outerValue(node, values, inputs);
      if (value !== undefined) values.set(node, value);
    }
  }
  return values;
}

function outputOf(node: Node<"scanOutput">, scans: ReadonlyMap<Node, ScanValue>): Float64Array {
  const [loop] = node.inputs;
  return (loop && scans.get(loop)?.[node.attributes.index]) ?? new Float64Array();
}

function outerValue(
  node: Node,
  values: ReadonlyMap<Node, PathValue>,
  inputs: PathInputs,
): PathValue | undefined {
  if (node.op === "time") return timeValues(node.attributes.axis, inputs);
  if (node.op === "unit") return inputs.units?.get(node.attributes.of) ?? 1;
  if (!isElementwise(node.op))
    return sourceValue(node, 0, (input) => numberOf(values, input), inputs);
  const operands = node.inputs.map((input) => values.get(input) ?? Number.NaN);
  const length = operands.find((operand) => typeof operand !== "number")?.length;
  const compute = (k: number): number =>
    applyOp(
      node,
      operands.map((operand) => (typeof operand === "number" ? operand : (operand[k] ?? 0))),
      inputs,
    );
  return length === undefined ? compute(0) : Float64Array.from({ length }, (_, k) => compute(k));
}

/** An elementwise op with the run's rounding of per-path values. */
function applyOp(node: Node, operands: readonly number[], { round }: PathInputs): number {
  if (!isElementwise(node.op)) throw new Error(`${node.op} is not elementwise`);
  if (!perPath(node.shape)) return evaluateElementwise(node.op, operands);
  return round(evaluateElementwise(node.op, operands.map(round)));
}

/** The value of a source; undefined for summaries. */
function sourceValue(
  node: Node,
  step: number,
  inputValue: (input: Node) => number,
  { parameters, dt, noise, round }: PathInputs,
): number | undefined {
  switch (node.op) {
    case "constant":
      return node.attributes.value;
    case "parameter": {
      const value = parameters.get(node.attributes.name);
      if (value === undefined) throw new Error(`no value for parameter ${node.attributes.name}`);
      return value;
    }
    case "stepSize":
      return dt;
    case "normal":
      return round(noise.normal(node.attributes.stream, step, node.attributes.channel));
    case "uniform":
      return round(noise.uniform(node.attributes.stream, step, node.attributes.channel));
    case "poisson": {
      const rate = node.inputs.map(inputValue)[0] ?? Number.NaN;
      return noise.poisson(node.attributes.stream, step, node.attributes.channel, rate);
    }
    case "treeNormal": {
      const number = node.inputs.map(inputValue)[0] ?? Number.NaN;
      return round(noise.treeNormal?.(step, number, node.attributes.channel) ?? Number.NaN);
    }
    default:
      return undefined;
  }
}

function numberOf(values: ReadonlyMap<Node, PathValue>, node: Node): number {
  const value = values.get(node);
  return typeof value === "number" ? value : Number.NaN;
}

function interpretScan(
  node: Node<"scan">,
  outer: ReadonlyMap<Node, PathValue>,
  inputs: PathInputs,
): ScanValue {
  const { body, carry, repeated } = node.attributes;
  const order = nodesOf(body);
  const { steps, every, round } = inputs;
  const results = body.outputs.map(
    (_, i) => new Float64Array(i < carry ? steps / every + 1 : steps),
  );
  let state = node.inputs.slice(0, carry).map((input) => round(numberOf(outer, input)));
  const passed = node.inputs.slice(carry).map((input) => outer.get(input) ?? Number.NaN);
  const record = (step: number): void => {
    if (step % every !== 0) return;
    for (const [i, value] of state.entries()) store(results[i], step / every, value);
  };
  record(0);
  for (let step = 0; step < steps; step++) {
    const slices = passed.map((value) =>
      typeof value === "number" ? value : (value[step] ?? Number.NaN),
    );
    let outputs: number[];
    const masks = body.outputs.slice(carry).map(() => 0);
    do {
      const values = interpretStep(order, [...state, ...slices], step, inputs);
      outputs = body.outputs.map((output) => lookUpValue(values, output.node));
      state = outputs.slice(0, carry);
      outputs.slice(carry).forEach((mask, i) => {
        masks[i] = Math.max(masks[i] ?? 0, mask);
      });
    } while (repeated && outputs.at(-1) === 0);
    for (const [i, mask] of masks.entries()) store(results[carry + i], step, mask);
    record(step + 1);
  }
  return results;
}

function store(values: Float64Array | undefined, index: number, value: number): void {
  if (values) values[index] = value;
}

function interpretStep(
  order: readonly Node[],
  given: readonly number[],
  step: number,
  inputs: PathInputs,
): Map<Node, number> {
  const values = new Map<Node, number>();
  for (const node of order) {
    const value = stepValue(node, given, step, values, inputs);
    values.set(node, value);
    inputs.watch?.(node, value, step);
  }
  return values;
}

function stepValue(
  node: Node,
  given: readonly number[],
  step: number,
  values: ReadonlyMap<Node, number>,
  inputs: PathInputs,
): number {
  if (node.op === "argument") return given[node.attributes.index] ?? Number.NaN;
  const inputValue = (input: Node): number => lookUpValue(values, input);
  if (isElementwise(node.op)) return applyOp(node, node.inputs.map(inputValue), inputs);
  return sourceValue(node, step, inputValue, inputs) ?? Number.NaN;
}

function lookUpValue(values: ReadonlyMap<Node, number>, node: Node): number {
  const value = values.get(node);
  if (value === undefined) throw new Error(`${node.op} was not evaluated before its use`);
  return value;
}
