/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** @typedef {{ status: string, fullName: string }} TestResult */

/** @typedef {{ name: string, status: string, assertionResults: TestResult[] }} FileResult */

/**
 * @typedef {object} Report what we read of vitest's JSON report; it may be missing after a crash
 * @property {number} [numPassedTests]
 * @property {number} [numFailedTests]
 * @property {number} [numPendingTests]
 * @property {FileResult[]} [testResults]
 */

/**
 * Counts what vitest reports, so that no failure is lost.
 *
 * @param {Report} report
 * @param {number} exitCode vitest's own
 * @returns {Tally}
 */
export function tallyOf(
  { numPassedTests, numFailedTests, numPendingTests, testResults },
  exitCode,
) {
  // A file that fails to load has no tests to count, but is a failure.
  const broken = (testResults ?? []).filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  const failed = (numFailedTests ?? 0) + broken.length;
  return {
    passed: numPassedTests ?? 0,
    // Unhandled errors, an empty selection, a crash: vitest says so in its exit code alone.
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: numPendingTests ?? 0,
  };
}

/**
 * The files that have a failure.
 *
 * @param {Report} report
 * @returns {string[]} their paths
 */
export function failedFiles({ testResults = [] }) {
  return testResults.filter(({ status }) => status === "failed").map(({ name }) => name);
}

/**
 * @typedef {object} SecondTry
 * @property {Tally} tally of both tries: the files that failed count as they did the second time
 * @property {string[]} unsteady what failed once and then passed
 */

/**
 * Joins a run of all tests with a second one of the files that failed.
 *
 * @param {Report} first
 * @param {Report} second
 * @param {number} exitCode of the second
 * @returns {SecondTry}
 */
export function withSecondTry(first, second, exitCode) {
  const again = (first.testResults ?? []).filter(({ status }) => status === "failed");
  const tests = again.flatMap(({ assertionResults }) => assertionResults);
  const counted = (/** @type {string} */ status) =>
    tests.filter((test) => test.status === status).length;
  const tried = tallyOf(second, exitCode);
  const stillFailing = new Set(
    (second.testResults ?? [])
      .flatMap(({ name, status, assertionResults }) => [
        { fullName: name, status },
        ...assertionResults,
      ])
      .filter(({ status }) => status === "failed")
      .map(({ fullName }) => fullName),
  );
  return {
    tally: {
      passed: (first.numPassedTests ?? 0) - counted("passed") + tried.passed,
      failed: tried.failed,
      skipped:
        (first.numPendingTests ?? 0) - counted("skipped") - counted("pending") + tried.skipped,
    },
    unsteady: again
      .flatMap(({ name, assertionResults }) => {
        const failed = assertionResults.filter(({ status }) => status === "failed");
        return failed.length > 0 ? failed.map(({ fullName }) => fullName) : [name];
      })
      .filter((name) => !stillFailing.has(name)),
  };
}

/**
 * The last line of `npm test`.
 *
 * @param {Tally} tally
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
