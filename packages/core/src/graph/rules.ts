import type { Node, ValueType } from "./node.ts";
import type { Op, OpAttributes } from "./op.ts";
import {
  broadcast,
  PATHS,
  SCALAR,
  SERIES,
  type Shape,
  STEP_SERIES,
  STEPS,
  TIMES,
} from "./shape.ts";

type ShapeRule<O extends Op> = (inputs: readonly Node[], attributes: OpAttributes[O]) => Shape;

const elementwise = (inputs: readonly Node[]): Shape => broadcast(inputs);
const scalar = (): Shape => SCALAR;
const paths = (): Shape => PATHS;

/** The shape of an op's result, from its inputs' shapes and its attributes. */
const SHAPE_RULES: { readonly [O in Op]: ShapeRule<O> } = {
  constant: scalar,
  parameter: scalar,
  variable: scalar,
  argument: scalar,
  time: (_, { axis }) => (axis === "steps" ? STEPS : TIMES),
  stepSize: scalar,
  unit: () => TIMES,
  normal: paths,
  uniform: paths,
  poisson: paths,
  treeNormal: paths,
  neg: elementwise,
  abs: elementwise,
  sign: elementwise,
  floor: elementwise,
  sqrt: elementwise,
  exp: elementwise,
  log: elementwise,
  sin: elementwise,
  cos: elementwise,
  tan: elementwise,
  asin: elementwise,
  acos: elementwise,
  atan: elementwise,
  sinh: elementwise,
  cosh: elementwise,
  tanh: elementwise,
  add: elementwise,
  sub: elementwise,
  mul: elementwise,
  div: elementwise,
  pow: elementwise,
  min: elementwise,
  max: elementwise,
  less: elementwise,
  lessEqual: elementwise,
  select: elementwise,
  scan: scalar,
  scanOutput: ([loop], { index }) =>
    loop?.op === "scan" && index >= loop.attributes.carry ? STEP_SERIES : SERIES,
  moments: () => ["times", "moments"],
  histogram: () => ["times", "bins"],
  samplePaths: () => ["times", "samples"],
  trajectory: () => SERIES,
  count: () => TIMES,
  occurrences: () => ["times", "occurrences"],
};

/** The shape of an op's result. */
export function resultShape<O extends Op>(
  op: O,
  inputs: readonly Node[],
  attributes: OpAttributes[O],
): Shape {
  return SHAPE_RULES[op](inputs, attributes);
}

/** The type of an op's result: comparisons and masks are bool, all else is float. */
export function resultType<O extends Op>(
  op: O,
  inputs: readonly Node[],
  attributes: OpAttributes[O],
): ValueType {
  if (op === "less" || op === "lessEqual") return "bool";
  if (op !== "scanOutput") return "float";
  const [loop] = inputs;
  const isMask =
    loop?.op === "scan" &&
    "index" in attributes &&
    Number(attributes.index) >= loop.attributes.carry;
  return isMask ? "bool" : "float";
}
