import {
  type DType,
  isElementwise,
  type Node,
  perPath,
  type Stream,
  TENSORFLOW_OPS,
} from "@driftgraph/core";
import type { OpAttribute, OpJob, TensorValue } from "./messages.ts";

/** TensorFlow's numbers of the types that are used here. */
const TYPES = { float32: 1, float64: 2, int32: 3, bool: 10 } as const;

/** What stands for a node in TensorFlow, op by op, each to be timed by itself. */
export interface OpWork {
  /** Such as `Mul(paths, scalar)`: works of one key cost the same. */
  readonly key: string;
  readonly jobs: readonly OpJob[];
  /** Which part of it is the node's: normals of several channels come together. */
  readonly share: number;
}

/**
 * The ops that a node is lowered to, on blocks of paths; undefined for what isn't timed.
 *
 * Ops of doubles can't be timed: TensorFlow.js has no such tensors to give them.
 *
 * @param channels normals of a stream in each step.
 */
export function workOf(
  node: Node,
  dtype: DType,
  paths: number,
  channels: (stream: Stream) => number,
): OpWork | undefined {
  if (dtype !== "float32") return undefined;
  if (isElementwise(node.op)) return perPath(node.shape) ? elementwise(node, paths) : undefined;
  switch (node.op) {
    case "normal":
      return normals(paths, channels(node.attributes.stream));
    case "moments":
      return composite("moments", [
        job("Sub", [plane(paths), scalar()]),
        ...[1, 2].flatMap(() => [job("Sum", [plane(paths), axis()], REDUCTION)]),
        job("Square", [plane(paths)]),
        job("Min", [plane(paths), axis()], REDUCTION),
        job("Max", [plane(paths), axis()], REDUCTION),
      ]);
    case "histogram":
      return composite("histogram", [
        job("Mul", [plane(paths), scalar()]),
        job("Floor", [plane(paths)]),
        job("Sub", [plane(paths), scalar()]),
        job("Minimum", [plane(paths), scalar()]),
        cast(plane(paths), "int32"),
      ]);
    case "count":
      return composite("count", [
        cast(mask(paths), "int32"),
        job("Sum", [integers(paths), axis()], REDUCTION),
      ]);
    default:
      return undefined;
  }
}

function elementwise(node: Node, paths: number): OpWork | undefined {
  if (!isElementwise(node.op)) return undefined;
  const op = TENSORFLOW_OPS[node.op];
  const inputs = node.inputs.map((input) => {
    if (input.type === "bool") return mask(paths);
    return perPath(input.shape) ? plane(paths) : scalar();
  });
  const kinds = inputs.map(({ shape }) => (shape.length > 0 ? "paths" : "scalar"));
  return { key: `${op}(${kinds.join(", ")})`, jobs: [job(op, inputs)], share: 1 };
}

/** Box and Muller's ops for a step's normals; the integers that they start from are drawn apart. */
function normals(paths: number, channels: number): OpWork {
  const half = Math.max(1, Math.ceil((paths * channels) / 2));
  const pair = plane(half);
  return {
    key: `normals of ${channels} ${channels === 1 ? "channel" : "channels"}`,
    jobs: [
      cast(integers(2 * half), "float32"),
      job("Abs", [pair]),
      job("AddV2", [pair, scalar()]),
      job("Mul", [pair, scalar()]),
      job("Log", [pair]),
      job("Mul", [pair, scalar()]),
      job("Sqrt", [pair]),
      job("Mul", [pair, scalar()]),
      job("Cos", [pair]),
      job("Sin", [pair]),
      job("Mul", [pair, pair]),
      job("Mul", [pair, pair]),
    ],
    share: 1 / channels,
  };
}

function composite(key: string, jobs: readonly OpJob[]): OpWork {
  return { key, jobs, share: 1 };
}

const REDUCTION: readonly OpAttribute[] = [
  { name: "keep_dims", kind: "bool", value: false },
  { name: "Tidx", kind: "type", value: TYPES.int32 },
];

function job(
  op: string,
  inputs: readonly TensorValue[],
  attributes: readonly OpAttribute[] = [],
): OpJob {
  // Of a selection the condition comes first, of a reduction the axis last: T is what is in between.
  const typed = inputs.find(({ dtype }) => dtype !== "bool") ?? inputs[0];
  const type = TYPES[typed?.dtype ?? "float32"];
  return { op, attributes: [{ name: "T", kind: "type", value: type }, ...attributes], inputs };
}

function cast(from: TensorValue, to: "float32" | "int32"): OpJob {
  const attributes: OpAttribute[] = [
    { name: "SrcT", kind: "type", value: TYPES[from.dtype] },
    { name: "DstT", kind: "type", value: TYPES[to] },
    { name: "Truncate", kind: "bool", value: false },
  ];
  return { op: "Cast", attributes, inputs: [from] };
}

/** Values between 0.25 and 0.75, which every op takes without a detour. */
function plane(paths: number): TensorValue {
  const values = Float32Array.from({ length: paths }, (_, i) => 0.25 + (i % 64) / 128);
  return { dtype: "float32", shape: [paths], values };
}

function scalar(): TensorValue {
  return { dtype: "float32", shape: [], values: Float32Array.of(0.5) };
}

function integers(paths: number): TensorValue {
  return {
    dtype: "int32",
    shape: [paths],
    values: Int32Array.from({ length: paths }, (_, i) => i),
  };
}

function mask(paths: number): TensorValue {
  return {
    dtype: "bool",
    shape: [paths],
    values: Uint8Array.from({ length: paths }, (_, i) => i % 2),
  };
}

function axis(): TensorValue {
  return { dtype: "int32", shape: [], values: Int32Array.of(0) };
}
