/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** @typedef {{ status: string, assertionResults: unknown[] }} FileResult */

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
 * The last line of `npm test`.
 *
 * @param {Tally} tally
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
