import type { OpAttribute, OpInput, OpJob } from "./messages.ts";
import { TYPES } from "./op-types.ts";
import type { TfjsBinding, TfjsNode } from "./tfjs-node.ts";

/** Most rounds in which each op is timed: the first ones find it cold. */
const ROUNDS = 8;
/** Milliseconds that calls are repeated for, so that the clock's own error is small. */
const SPAN = 0.1;

/**
 * Times ops one by one, run eagerly: microseconds of one call each, the least of several rounds.
 *
 * What is timed has all that an eager call costs, such as making its output's memory.
 *
 * @param budget milliseconds that all may take, about.
 */
export function timeOps(tf: TfjsNode, jobs: readonly OpJob[], budget: number): (number | null)[] {
  // The very first op by itself takes what starts the eager runtime.
  for (const job of jobs.slice(0, 1)) timeOp(tf, job, () => true);
  const start = performance.now();
  return jobs.map((job, i) => {
    const end = start + (budget * (i + 1)) / jobs.length;
    return timeOp(tf, job, () => performance.now() > end);
  });
}

function timeOp(tf: TfjsNode, job: OpJob, isLate: () => boolean): number | null {
  const { binding } = tf.backend();
  const inputs: number[] = [];
  try {
    for (const input of job.inputs) inputs.push(newTensor(binding, input));
    const call = caller(binding, job, inputs);
    call();
    let least = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round++) {
      least = Math.min(least, timeRound(call));
      if (isLate()) break;
    }
    return least;
  } catch {
    // An op that this libtensorflow has no kernel for by itself is left without a time.
    return null;
  } finally {
    for (const id of inputs) binding.deleteTensor(id);
  }
}

/** A tensor by its number; TensorFlow.js gives none of doubles, but their words are made into some. */
function newTensor(binding: TfjsBinding, { dtype, shape, values }: OpInput): number {
  if (!(values instanceof Float64Array)) return binding.createTensor(shape, TYPES[dtype], values);
  const words = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const id = binding.createTensor([...shape, 2], TYPES.int32, words);
  try {
    const attributes = [
      attributeOf(binding, { name: "T", kind: "type", value: TYPES.int32 }),
      attributeOf(binding, { name: "type", kind: "type", value: TYPES.float64 }),
    ];
    const [made] = binding.executeOp("Bitcast", attributes, [id], 1);
    if (!made) throw new Error("Bitcast has one output");
    return made.id;
  } finally {
    binding.deleteTensor(id);
  }
}

function timeRound(call: () => void): number {
  const start = performance.now();
  let calls = 0;
  let time = 0;
  while (time < SPAN) {
    call();
    calls++;
    time = performance.now() - start;
  }
  return (time / calls) * 1000;
}

function caller(
  binding: TfjsBinding,
  { op, attributes }: OpJob,
  inputs: readonly number[],
): () => void {
  const given = attributes.map((attribute) => attributeOf(binding, attribute));
  return () => {
    for (const { id } of binding.executeOp(op, given, inputs, 1)) binding.deleteTensor(id);
  };
}

function attributeOf(binding: TfjsBinding, { name, kind, value }: OpAttribute): object {
  const types = {
    type: binding.TF_ATTR_TYPE,
    int: binding.TF_ATTR_INT,
    bool: binding.TF_ATTR_BOOL,
  };
  return { name, type: types[kind], value };
}
