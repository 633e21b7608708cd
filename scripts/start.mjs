import path from "node:path";
import process from "node:process";
import { run, withNode } from "./command.mjs";
import { prepare } from "./prepare.mjs";
import { ROOT } from "./workspace.mjs";

const COMMAND = path.join(ROOT, "apps", "cli", "bin", "driftgraph.mjs");
const LOGS = path.join(ROOT, "runs");

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
async function driftgraph(...args) {
  console.log(`\n$ npx driftgraph ${args.join(" ")}`);
  const { code } = await run(withNode([COMMAND, ...args]), { output: "inherit" });
  return code;
}

if (!(await prepare())) process.exit(1);
// Ctrl-C reaches the command that runs, too: it ends in its own way, and we behind it.
process.on("SIGINT", () => undefined);
const logs = path.relative(process.cwd(), LOGS) || ".";
for (const model of ["switch", "repressilator"]) {
  const code = await driftgraph("run", model, "--logdir", logs);
  if (code !== 0) process.exit(code);
}
process.exitCode = await driftgraph("view", logs, ...process.argv.slice(2));
