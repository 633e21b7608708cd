import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { run, withNode } from "./command.mjs";
import { pythonEnvironment } from "./python-env.mjs";
import { ROOT } from "./workspace.mjs";

const COMMAND = path.join(ROOT, "apps", "cli", "bin", "driftgraph.mjs");

/**
 * libtensorflow for the tests, set up on first use as a user would, by `driftgraph setup tensorflow`. The
 * conformance tests' Python has TensorFlow already: its library is used, and nothing is downloaded twice.
 *
 * @returns {Promise<{ ready: true } | { skip: string }>}
 * @throws when it can't be set up and `CI` is set: there a missing library must not pass as a skip
 */
export async function tensorflowEnvironment() {
  const failure = await setUp(await pythonEnvironment());
  if (failure === undefined) return { ready: true };
  if (process.env.CI) throw new Error(failure);
  const skip = `no libtensorflow: ${failure.split("\n")[0]}`;
  console.error(skip);
  return { skip };
}

/**
 * @param {Awaited<ReturnType<typeof pythonEnvironment>>} environment
 * @returns {Promise<string | undefined>} why it failed
 */
async function setUp(environment) {
  const ways = "python" in environment ? [["--from", environment.python], []] : [[]];
  let failure;
  for (const way of ways) {
    const { code, output } = await run(withNode([COMMAND, "setup", "tensorflow", ...way]));
    if (code === 0) return undefined;
    failure = output.slice(output.indexOf("error: ") + "error: ".length).trimEnd();
  }
  return failure;
}

// As a command: `node scripts/tensorflow-env.mjs` sets it up.
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const environment = await tensorflowEnvironment();
  if ("skip" in environment) process.exitCode = 1;
}
