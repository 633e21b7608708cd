import { createRequire } from "node:module";
import path from "node:path";
import type { TensorValue } from "./messages.ts";

/** A tensor of TensorFlow.js; its memory is held until `dispose`. */
export interface TfjsTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  dataSync(): TensorValue["values"];
  dispose(): void;
}

/** A SavedModel that is loaded. */
export interface TfjsModel {
  predict(inputs: Readonly<Record<string, TfjsTensor>>): Readonly<Record<string, TfjsTensor>>;
}

/**
 * What we use of the backend's own interface: any op of TensorFlow's by its name, on tensors by their
 * numbers, of any of TensorFlow's types.
 */
export interface TfjsBinding {
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_BOOL: number;
  createTensor(shape: readonly number[], type: number, values: TensorValue["values"]): number;
  deleteTensor(id: number): void;
  executeOp(
    op: string,
    attributes: readonly object[],
    inputs: readonly number[],
    outputs: number,
  ): readonly { readonly id: number }[];
}

/** What we use of `@tensorflow/tfjs-node`. */
export interface TfjsNode {
  readonly node: {
    loadSavedModel(folder: string, tags: readonly string[], signature: string): Promise<TfjsModel>;
  };
  tensor(values: TensorValue["values"], shape: readonly number[], dtype: string): TfjsTensor;
  memory(): { readonly numTensors: number };
  backend(): { readonly binding: TfjsBinding };
}

/** Loads tfjs-node, and with it libtensorflow, from an installation's folder. */
export function loadTfjsNode(installation: string): TfjsNode {
  const require = createRequire(path.join(installation, "package.json"));
  const loaded: unknown = require("@tensorflow/tfjs-node");
  if (!isTfjsNode(loaded)) throw new Error("@tensorflow/tfjs-node is not what was expected");
  return loaded;
}

function isTfjsNode(value: unknown): value is TfjsNode {
  return (
    typeof value === "object" &&
    value !== null &&
    ["node", "tensor", "memory", "backend"].every((name) => name in value)
  );
}
