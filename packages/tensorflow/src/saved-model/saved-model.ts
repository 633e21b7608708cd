import { dataTypeNumber, encodeGraph } from "@driftgraph/eventlog";
import { tensorflow } from "../generated/messages.js";
import type { TensorFlowProgram, TensorSpec } from "../lower/program.ts";
import type { SignatureMessage, TensorInfoMessage } from "./messages.ts";

/** The tag under which TensorFlow's loaders look for a graph to serve. */
const SERVE = "serve";
/** The name by which TensorFlow's tools know a model's main function: it takes all inputs. */
const SIGNATURE = "serving_default";
/** The function that takes only what has no default. */
const WITH_DEFAULTS = "with_defaults";
const PREDICT = "tensorflow/serving/predict";

/** A file of a SavedModel's folder, by its path in there; a folder ends with a slash and is empty. */
export type SavedModelFiles = ReadonlyMap<string, Uint8Array>;

/**
 * A program as the files of a SavedModel, which TensorFlow's own loaders read.
 *
 * It has no variables, but their folder belongs to the format.
 */
export function savedModelFiles(program: TensorFlowProgram): SavedModelFiles {
  return new Map([
    ["saved_model.pb", encodeSavedModel(program)],
    ["variables/", new Uint8Array()],
  ]);
}

/** The bytes of `saved_model.pb`. */
export function encodeSavedModel(program: TensorFlowProgram): Uint8Array {
  const writer = tensorflow.SavedModel.encode({
    savedModelSchemaVersion: 1,
    metaGraphs: [
      {
        metaInfoDef: { tags: [SERVE], tensorflowVersion: "2.11.0" },
        graphDef: encodeGraph(program.graph),
        signatureDef: signaturesOf(program),
      },
    ],
  });
  return writer.finish();
}

function signaturesOf({
  inputs,
  outputs,
  optional,
}: TensorFlowProgram): Record<string, SignatureMessage> {
  const signature = (given: readonly TensorSpec[]): SignatureMessage => ({
    inputs: infosOf(given),
    outputs: infosOf(outputs),
    methodName: PREDICT,
  });
  const required = inputs.filter(({ name }) => !optional.includes(name));
  return { [SIGNATURE]: signature(inputs), [WITH_DEFAULTS]: signature(required) };
}

function infosOf(specs: readonly TensorSpec[]): Record<string, TensorInfoMessage> {
  return Object.fromEntries(
    specs.map(({ name, op, dtype, shape }) => [
      name,
      {
        name: `${op}:0`,
        dtype: dataTypeNumber(dtype),
        tensorShape: { dim: shape.map((size) => ({ size })) },
      },
    ]),
  );
}
