/**
 * A named axis: `paths` (one lane a path), `steps` (one entry a step, at its start), `times` (one
 * entry a logged time, the initial one included), and those of summaries.
 */
export type Axis = "steps" | "times" | "paths" | "bins" | "samples" | "moments" | "occurrences";

/** The axes of a value, outermost first; [] is a scalar, the same for all paths and steps. */
export type Shape = readonly Axis[];

export const SCALAR: Shape = [];
export const PATHS: Shape = ["paths"];
export const STEPS: Shape = ["steps"];
export const TIMES: Shape = ["times"];
export const SERIES: Shape = ["times", "paths"];
export const STEP_SERIES: Shape = ["steps", "paths"];

const ORDER: readonly Axis[] = [
  "times",
  "steps",
  "paths",
  "bins",
  "samples",
  "moments",
  "occurrences",
];

/** The shape of an elementwise op: the union of its inputs' axes, in canonical order. */
export function broadcast(inputs: readonly { readonly shape: Shape }[]): Shape {
  let union = SCALAR;
  for (const { shape } of inputs) {
    // Nearly all inputs are scalars or shaped alike.
    if (shape === union || shape.length === 0) continue;
    union = union.length === 0 ? shape : unite(union, shape);
  }
  return union;
}

function unite(a: Shape, b: Shape): Shape {
  return sameShape(a, b) ? a : ORDER.filter((axis) => a.includes(axis) || b.includes(axis));
}

/** Whether two shapes have the same axes in the same order. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((axis, i) => axis === b[i]);
}

/** Whether a value differs from path to path. */
export function perPath(shape: Shape): boolean {
  return shape.includes("paths");
}
