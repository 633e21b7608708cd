import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { codeServer } from "./code-server.mjs";
import { run, withNode } from "./command.mjs";
import { prepare } from "./prepare.mjs";
import { closingLine, tallyOf } from "./tally.mjs";
import { tensorflowEnvironment } from "./tensorflow-env.mjs";
import { toolPath } from "./workspace.mjs";

/**
 * Runs every test of the workspace, with its output on the screen.
 *
 * @returns {Promise<import("./tally.mjs").Tally>}
 */
async function runTests() {
  const folder = await mkdtemp(path.join(os.tmpdir(), "driftgraph-test-"));
  try {
    const report = path.join(folder, "report.json");
    const vitest = [toolPath("vitest"), "run", "--reporter=default", "--reporter=json"];
    const { code } = await run(withNode([...vitest, `--outputFile.json=${report}`]), {
      output: "inherit",
    });
    return tallyOf(JSON.parse(await readFile(report, "utf8").catch(() => "{}")), code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns {Promise<import("./tally.mjs").Tally>} */
async function test() {
  if (!(await prepare())) return { passed: 0, failed: 1, skipped: 0 };
  // Only now, since it imports what has just been installed.
  const { runChecks } = await import("./checks.mjs");
  // Python's, TensorFlow's and VS Code's are made before the tests, whose time limits do not allow for an
  // installation. If that fails, the tests that need them say so.
  const environments = tensorflowEnvironment().catch(() => undefined);
  const workbenches = codeServer("current")
    .then(() => codeServer("oldest"))
    .catch(() => undefined);
  const [checks] = await Promise.all([runChecks(), environments, workbenches]);
  const { passed, failed, skipped } = await runTests();
  return { passed: checks.passed + passed, failed: checks.failed + failed, skipped };
}

const tally = await test();
console.log(closingLine(tally));
process.exitCode = tally.failed > 0 ? 1 : 0;
