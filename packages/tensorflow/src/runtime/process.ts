import { closeSync, openSync, writeSync } from "node:fs";
import process from "node:process";
import type { Request, Response, Tensors, TensorValue } from "./messages.ts";
import { loadTfjsNode, type TfjsModel, type TfjsNode, type TfjsTensor } from "./tfjs-node.ts";
import { timeOps } from "./time-ops.ts";

// The process in which TensorFlow runs. A process and not a thread, for three reasons: TensorFlow writes
// to the process's own standard error, which only another process can catch; a check that fails in it
// aborts the process that it is in; and a block under way can be ended at once.

let loaded: { readonly tf: TfjsNode; readonly model: TfjsModel } | undefined;
/** The file for what is too large for a pipe. */
let exchange: number | undefined;
let queue: Promise<void> = Promise.resolve();

// The parent decides how a run ends. Ctrl-C in a terminal comes to us too.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.exit());
process.on("message", (request: Request) => {
  queue = queue.then(async () => respond(await answer(request)));
});

function respond(response: Response): void {
  process.send?.(response);
}

async function answer(request: Request): Promise<Response> {
  try {
    return await handle(request);
  } catch (error) {
    return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}

async function handle(request: Request): Promise<Response> {
  if (request.kind === "load") {
    const tf = loadTfjsNode(request.installation);
    const model = await tf.node.loadSavedModel(request.savedModel, ["serve"], "serving_default");
    loaded = { tf, model };
    return { kind: "loaded" };
  }
  if (request.kind === "exchange") {
    if (exchange !== undefined) closeSync(exchange);
    exchange = openSync(request.file, "r+");
    return { kind: "opened" };
  }
  if (!loaded) throw new Error("asked to run before a SavedModel was loaded");
  const { tf, model } = loaded;
  if (request.kind === "time") {
    return { kind: "timed", micros: timeOps(tf, request.jobs, request.budget) };
  }
  const outputs = predict(tf, model, request);
  return { kind: "ran", outputs, liveTensors: tf.memory().numTensors };
}

/** Runs the graph once; every tensor is given back, whatever happens. */
function predict(
  tf: TfjsNode,
  model: TfjsModel,
  { inputs, outputs, stored }: Extract<Request, { kind: "run" }>,
): Tensors {
  const live: TfjsTensor[] = [];
  try {
    const given: Record<string, TfjsTensor> = {};
    for (const [name, { values, shape, dtype }] of Object.entries(inputs)) {
      const tensor = tf.tensor(values, shape, dtype);
      live.push(tensor);
      given[name] = tensor;
    }
    const results = model.predict(given);
    live.push(...Object.values(results));
    for (const { name, position } of stored) {
      const large = results[name];
      if (large) store(large.dataSync(), position);
    }
    return Object.fromEntries(
      outputs.flatMap((name) => {
        const tensor = results[name];
        return tensor ? [[name, tensorValue(tensor)]] : [];
      }),
    );
  } finally {
    for (const tensor of live) tensor.dispose();
  }
}

function store({ buffer, byteOffset, byteLength }: TensorValue["values"], position: number): void {
  if (exchange === undefined) throw new Error("asked to store an output without a file for it");
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  for (let done = 0; done < byteLength; ) {
    done += writeSync(exchange, bytes, done, byteLength - done, position + done);
  }
}

function tensorValue(tensor: TfjsTensor): TensorValue {
  const { dtype, shape } = tensor;
  if (dtype !== "float32" && dtype !== "int32" && dtype !== "bool") {
    throw new Error(`the graph gave a tensor of ${dtype}`);
  }
  return { dtype, shape, values: tensor.dataSync() };
}
