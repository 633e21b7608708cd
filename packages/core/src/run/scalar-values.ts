import { evaluateElementwise } from "../graph/elementwise.ts";
import type { Node } from "../graph/node.ts";
import { isElementwise } from "../graph/op.ts";
import { timeValues } from "../graph/time-values.ts";

/** What values that are the same for all paths depend on. */
export interface ScalarInputs {
  readonly parameters: ReadonlyMap<string, number>;
  readonly dt: number;
  readonly steps: number;
  readonly every: number;
  /** Values of `unit` nodes, one a logged time; 1 if not given. */
  readonly units?: ReadonlyMap<string, Float64Array>;
}

/** A value that is the same for all paths: a number, or one a step or logged time. */
export type ScalarValue = number | Float64Array;

/**
 * Computes values that are the same for all paths, in double precision, as the interpreter does.
 *
 * Arguments of the scan's body are what the scan passes for them: a per-step slice is its series.
 *
 * @returns a function that gives the value of a node; it remembers what it computed.
 */
export function scalarValues(
  scan: Node<"scan">,
  inputs: ScalarInputs,
): (node: Node) => ScalarValue {
  const known = new Map<Node, ScalarValue>();
  const scalarOf = (node: Node): ScalarValue => {
    const found = known.get(node);
    if (found !== undefined) return found;
    const value = compute(node, scan, inputs, scalarOf);
    known.set(node, value);
    return value;
  };
  return scalarOf;
}

function compute(
  node: Node,
  scan: Node<"scan">,
  inputs: ScalarInputs,
  inputValue: (node: Node) => ScalarValue,
): ScalarValue {
  if (node.op === "constant") return node.attributes.value;
  if (node.op === "parameter") return inputs.parameters.get(node.attributes.name) ?? Number.NaN;
  if (node.op === "stepSize") return inputs.dt;
  if (node.op === "time") return timeValues(node.attributes.axis, inputs);
  if (node.op === "unit") return inputs.units?.get(node.attributes.of) ?? 1;
  if (node.op === "argument") {
    const passed = scan.inputs[node.attributes.index];
    if (passed) return inputValue(passed);
  }
  if (!isElementwise(node.op)) throw new Error(`${node.op} differs from path to path`);
  return applyToEach(node.op, node.inputs.map(inputValue));
}

function applyToEach(
  op: Parameters<typeof evaluateElementwise>[0],
  operands: readonly ScalarValue[],
): ScalarValue {
  const length = operands.find((operand) => typeof operand !== "number")?.length;
  const at = (k: number): number =>
    evaluateElementwise(
      op,
      operands.map((operand) =>
        typeof operand === "number" ? operand : (operand[k] ?? Number.NaN),
      ),
    );
  return length === undefined ? at(0) : Float64Array.from({ length }, (_, k) => at(k));
}
