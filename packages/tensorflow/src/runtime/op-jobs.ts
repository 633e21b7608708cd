import {
  type DType,
  isElementwise,
  type Node,
  perPath,
  type Stream,
  TENSORFLOW_OPS,
} from "@driftgraph/core";
import type { OpAttribute, OpInput, OpJob } from "./messages.ts";
import { TYPES } from "./op-types.ts";

/** What stands for a node in TensorFlow, op by op, each to be timed by itself. */
export interface OpWork {
  /** Such as `Mul(paths, scalar)`: works of one key cost the same. */
  readonly key: string;
  readonly jobs: readonly OpJob[];
  /** Which part of it is the node's: normals of several channels come together. */
  readonly share: number;
}

/** Finds the ops that nodes are lowered to, on blocks of paths. */
export class OpWorks {
  readonly #paths: number;
  readonly #channels: (stream: Stream) => number;
  readonly #dtype: DType;
  readonly #planes: Planes;

  /** @param channels normals of a stream in each step. */
  constructor(paths: number, dtype: DType, channels: (stream: Stream) => number) {
    this.#paths = paths;
    this.#dtype = dtype;
    this.#planes = new Planes(dtype);
    this.#channels = channels;
  }

  /** The ops of a node; undefined for what isn't timed. */
  of(node: Node): OpWork | undefined {
    const floats = this.#planes.floats(this.#paths);
    if (isElementwise(node.op)) return perPath(node.shape) ? this.#elementwise(node) : undefined;
    switch (node.op) {
      case "normal":
        return this.#normals(this.#channels(node.attributes.stream));
      case "moments":
        return composite("moments", [
          job("Sub", [floats, this.#planes.scalar]),
          job("Sum", [floats, axis()], REDUCTION),
          job("Square", [floats]),
          job("Sum", [floats, axis()], REDUCTION),
          job("Min", [floats, axis()], REDUCTION),
          job("Max", [floats, axis()], REDUCTION),
        ]);
      case "histogram":
        return composite("histogram", [
          job("Mul", [floats, this.#planes.scalar]),
          job("Floor", [floats]),
          job("Sub", [floats, this.#planes.scalar]),
          job("Minimum", [floats, this.#planes.scalar]),
          cast(floats, "int32"),
        ]);
      case "count":
        return composite("count", [
          cast(this.#planes.mask(this.#paths), "int32"),
          job("Sum", [this.#planes.integers(this.#paths), axis()], REDUCTION),
        ]);
      default:
        return undefined;
    }
  }

  #elementwise(node: Node): OpWork | undefined {
    if (!isElementwise(node.op)) return undefined;
    const op = TENSORFLOW_OPS[node.op];
    const inputs = node.inputs.map((input) => {
      if (input.type === "bool") return this.#planes.mask(this.#paths);
      return perPath(input.shape) ? this.#planes.floats(this.#paths) : this.#planes.scalar;
    });
    const kinds = inputs.map(({ shape }) => (shape.length > 0 ? "paths" : "scalar"));
    return { key: `${op}(${kinds.join(", ")})`, jobs: [job(op, inputs)], share: 1 };
  }

  /** Box and Muller's ops for a step's normals; the integers that they start from are drawn apart. */
  #normals(channels: number): OpWork {
    const half = Math.max(1, Math.ceil((this.#paths * channels) / 2));
    const floats = this.#planes.floats(half);
    return {
      key: `normals of ${channels} ${channels === 1 ? "channel" : "channels"}`,
      jobs: [
        cast(this.#planes.integers(2 * half), this.#dtype),
        job("Abs", [floats]),
        job("AddV2", [floats, this.#planes.scalar]),
        job("Mul", [floats, this.#planes.scalar]),
        job("Log", [floats]),
        job("Mul", [floats, this.#planes.scalar]),
        job("Sqrt", [floats]),
        job("Mul", [floats, this.#planes.scalar]),
        job("Cos", [floats]),
        job("Sin", [floats]),
        job("Mul", [floats, floats]),
        job("Mul", [floats, floats]),
      ],
      share: 1 / channels,
    };
  }
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
  inputs: readonly OpInput[],
  attributes: readonly OpAttribute[] = [],
): OpJob {
  // Of a selection the condition comes first, of a reduction the axis last: T is what is in between.
  const typed = inputs.find(({ dtype }) => dtype !== "bool") ?? inputs[0];
  const type = TYPES[typed?.dtype ?? "float32"];
  return { op, attributes: [{ name: "T", kind: "type", value: type }, ...attributes], inputs };
}

function cast(from: OpInput, to: DType | "int32"): OpJob {
  const attributes: OpAttribute[] = [
    { name: "SrcT", kind: "type", value: TYPES[from.dtype] },
    { name: "DstT", kind: "type", value: TYPES[to] },
    { name: "Truncate", kind: "bool", value: false },
  ];
  return { op: "Cast", attributes, inputs: [from] };
}

/** The inputs of ops, made once for a number of paths: hundreds of ops share them. */
class Planes {
  readonly scalar: OpInput;
  readonly #dtype: DType;
  readonly #made = new Map<string, OpInput>();

  constructor(dtype: DType) {
    this.#dtype = dtype;
    this.scalar = { dtype, shape: [], values: this.#real({ length: 1 }, () => 0.5) };
  }

  /** Values between 0.25 and 0.75, which every op takes without a detour. */
  floats(length: number): OpInput {
    return this.#shared(this.#dtype, length, () =>
      this.#real({ length }, (_, i) => 0.25 + (i % 64) / 128),
    );
  }

  integers(length: number): OpInput {
    return this.#shared("int32", length, () => Int32Array.from({ length }, (_, i) => i));
  }

  mask(length: number): OpInput {
    return this.#shared("bool", length, () => Uint8Array.from({ length }, (_, i) => i % 2));
  }

  #real(
    of: { readonly length: number },
    value: (_: unknown, i: number) => number,
  ): OpInput["values"] {
    return this.#dtype === "float32" ? Float32Array.from(of, value) : Float64Array.from(of, value);
  }

  #shared(dtype: OpInput["dtype"], length: number, make: () => OpInput["values"]): OpInput {
    const key = `${dtype} ${length}`;
    const known = this.#made.get(key) ?? { dtype, shape: [length], values: make() };
    this.#made.set(key, known);
    return known;
  }
}

function axis(): OpInput {
  return { dtype: "int32", shape: [], values: Int32Array.of(0) };
}
