import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { runChecks } from "./checks.mjs";
import { run, withNode } from "./command.mjs";
import { prepare } from "./prepare.mjs";
import { pythonEnvironment } from "./python-env.mjs";
import { toolPath } from "./workspace.mjs";

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} [skipped]
 */

/**
 * Runs every test of the workspace, with its output on the screen.
 *
 * @returns {Promise<Tally>}
 */
async function runTests() {
  const folder = await mkdtemp(path.join(os.tmpdir(), "driftgraph-test-"));
  try {
    const report = path.join(folder, "report.json");
    const vitest = [toolPath("vitest"), "run", "--reporter=default", "--reporter=json"];
    const { code } = await run(withNode([...vitest, `--outputFile.json=${report}`]), {
      output: "inherit",
    });
    const tally = tallyOf(JSON.parse(await readFile(report, "utf8").catch(() => "{}")));
    // Unhandled errors, an empty selection, a crash: vitest says so in its exit code alone.
    return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @typedef {{ status: string, assertionResults: unknown[] }} FileResult */

/**
 * @param {{ numPassedTests?: number, numFailedTests?: number, numPendingTests?: number, testResults?: FileResult[] }} report
 * @returns {Tally}
 */
function tallyOf({ numPassedTests, numFailedTests, numPendingTests, testResults }) {
  // A file that fails to load has no tests to count, but is a failure.
  const broken = (testResults ?? []).filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return {
    passed: numPassedTests ?? 0,
    failed: (numFailedTests ?? 0) + broken.length,
    skipped: numPendingTests ?? 0,
  };
}

await prepare();
// Made before the tests, whose time limits do not allow for an installation.
const [checks] = await Promise.all([runChecks(), pythonEnvironment()]);
const tests = await runTests();

const failed = checks.failed + tests.failed;
const skipped = tests.skipped ? `, ${tests.skipped} skipped` : "";
console.log(`${checks.passed + tests.passed} passed, ${failed} failed${skipped}`);
process.exitCode = failed > 0 ? 1 : 0;
