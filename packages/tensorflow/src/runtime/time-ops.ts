import type { OpAttribute, OpJob } from "./messages.ts";
import type { TfjsNode, TfjsTensor } from "./tfjs-node.ts";

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
  const inputs = job.inputs.map(({ values, shape, dtype }) => tf.tensor(values, shape, dtype));
  try {
    const call = caller(tf, job, inputs);
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
    for (const tensor of inputs) tensor.dispose();
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

function caller(tf: TfjsNode, { op, attributes }: OpJob, inputs: TfjsTensor[]): () => void {
  const backend = tf.backend();
  const given = attributes.map((attribute) => attributeOf(backend.binding, attribute));
  return () => {
    for (const output of backend.executeMultipleOutputs(op, given, inputs, 1)) output.dispose();
  };
}

function attributeOf(
  binding: ReturnType<TfjsNode["backend"]>["binding"],
  { name, kind, value }: OpAttribute,
): object {
  const types = {
    type: binding.TF_ATTR_TYPE,
    int: binding.TF_ATTR_INT,
    bool: binding.TF_ATTR_BOOL,
  };
  return { name, type: types[kind], value };
}
