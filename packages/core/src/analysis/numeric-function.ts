import { EVALUATE } from "../graph/elementwise.ts";
import { topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { isElementwise } from "../graph/op.ts";

/** The values of some expressions for the values of their variables, in the order both were given. */
export type NumericFunction = (values: readonly number[] | Float64Array) => Float64Array;

/** One operation on numbered slots. */
interface Instruction {
  readonly apply: (a: number, b: number, c: number) => number;
  readonly inputs: readonly [number, number, number];
  readonly target: number;
}

/**
 * Expressions as a function to be called often, in double precision: a list of operations on slots, so
 * that it also runs where code can't be made from text.
 *
 * @param variables the leaves that vary from call to call; a species is the node `model.state[i]`.
 * @param parameters values of the other leaves, by name.
 * @throws if a leaf has no value, or a node isn't elementwise.
 */
export function numericFunction(
  roots: readonly Node[],
  variables: readonly Node[],
  parameters: ReadonlyMap<string, number>,
): NumericFunction {
  const slots = new Map<Node, number>(variables.map((node, i) => [node, i]));
  const values: number[] = variables.map(() => 0);
  const instructions: Instruction[] = [];
  for (const node of topologicalOrder(roots)) {
    if (slots.has(node)) continue;
    const target = values.length;
    slots.set(node, target);
    values.push(leafValue(node, parameters) ?? 0);
    if (!isElementwise(node.op)) continue;
    const [a = 0, b = 0, c = 0] = node.inputs.map((input) => slots.get(input) ?? 0);
    instructions.push({ apply: EVALUATE[node.op], inputs: [a, b, c], target });
  }
  const memory = Float64Array.from(values);
  const results = roots.map((root) => slots.get(root) ?? 0);
  return (given) => {
    for (let i = 0; i < variables.length; i++) memory[i] = given[i] ?? Number.NaN;
    for (const { apply, inputs, target } of instructions) {
      memory[target] = apply(
        memory[inputs[0]] ?? 0,
        memory[inputs[1]] ?? 0,
        memory[inputs[2]] ?? 0,
      );
    }
    return Float64Array.from(results, (slot) => memory[slot] ?? Number.NaN);
  };
}

/** The value of a leaf that doesn't vary; undefined for an operation. */
function leafValue(node: Node, parameters: ReadonlyMap<string, number>): number | undefined {
  if (node.op === "constant") return node.attributes.value;
  if (isElementwise(node.op)) return undefined;
  const name =
    node.op === "parameter" || node.op === "variable" || node.op === "argument"
      ? node.attributes.name
      : node.op;
  const value = parameters.get(name);
  if (value === undefined) throw new Error(`an expression needs a value for ${name}`);
  return value;
}
