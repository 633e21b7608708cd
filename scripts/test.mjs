import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { codeServer } from "./code-server.mjs";
import { run, withNode } from "./command.mjs";
import { prepare } from "./prepare.mjs";
import { closingLine, failedFiles, tallyOf, withSecondTry } from "./tally.mjs";
import { tensorflowEnvironment } from "./tensorflow-env.mjs";
import { toolPath } from "./workspace.mjs";

/** More failing files than these are no bad luck of the machine. */
const SECOND_TRIES = 8;

/**
 * Runs tests, with their output on the screen.
 *
 * @param {string} report where vitest's JSON report goes
 * @param {readonly string[]} [files] all of the workspace, unless given
 * @returns {Promise<{ code: number, report: import("./tally.mjs").Report }>}
 */
async function runVitest(report, files = []) {
  const vitest = [toolPath("vitest"), "run", "--reporter=default", "--reporter=json"];
  const { code } = await run(withNode([...vitest, `--outputFile.json=${report}`, ...files]), {
    output: "inherit",
  });
  return { code, report: JSON.parse(await readFile(report, "utf8").catch(() => "{}")) };
}

/**
 * Runs every test of the workspace. Editors, browsers, servers and goals of time are at work in them, on a machine
 * that may be busy: a file that fails has a second try when the rest is done, and what passes only then is named.
 *
 * @returns {Promise<import("./tally.mjs").Tally>}
 */
async function runTests() {
  const folder = await mkdtemp(path.join(os.tmpdir(), "driftgraph-test-"));
  try {
    const first = await runVitest(path.join(folder, "report.json"));
    const failed = failedFiles(first.report);
    if (failed.length === 0 || failed.length > SECOND_TRIES)
      return tallyOf(first.report, first.code);
    console.log(`\nA second try for ${failed.length} of the test files:`);
    const second = await runVitest(path.join(folder, "second.json"), failed);
    const { tally, unsteady } = withSecondTry(first.report, second.report, second.code);
    for (const name of unsteady) console.log(`passed at the second try only: ${name}`);
    return tally;
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
