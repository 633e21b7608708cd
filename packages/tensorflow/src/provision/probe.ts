import process from "node:process";
import { mustRun } from "./command.ts";

/** Loads tfjs-node in a process of its own, adds two numbers, and tells the version of libtensorflow. */
const SCRIPT = `
const [folder] = process.argv.slice(1);
const tf = require("node:module").createRequire(folder + "/package.json")("@tensorflow/tfjs-node");
const [sum] = tf.add([1], [2]).dataSync();
if (tf.getBackend() !== "tensorflow" || sum !== 3) throw new Error("1 + 2 is " + sum);
console.log("libtensorflow " + tf.backend().binding.TF_Version);
`;

/**
 * Tries an installation out.
 *
 * @returns the version of libtensorflow.
 * @throws SetupError if it can't be loaded or doesn't compute.
 */
export async function probe(folder: string): Promise<string> {
  const output = await mustRun([process.execPath, "-e", SCRIPT, folder], {
    cwd: folder,
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "2", NODE_OPTIONS: "" },
    what: "libtensorflow was set up, but can't be used",
    hint: "Run driftgraph setup tensorflow --force to set it up afresh.",
  });
  return /^libtensorflow (\S+)$/m.exec(output)?.[1] ?? "unknown";
}
