import { describe, expect, it } from "vitest";
import { closingLine, tallyOf } from "../../scripts/tally.mjs";

const counted = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, testResults: [] };

describe("the tally of npm test", () => {
  it("counts a file that does not load as a failure", () => {
    const testResults = [
      { status: "failed", assertionResults: [] },
      { status: "passed", assertionResults: [{}] },
    ];
    expect(tallyOf({ ...counted, testResults }, 1)).toMatchObject({ passed: 5, failed: 1 });
  });

  it("counts an error that belongs to no test, which only the exit code tells", () => {
    expect(tallyOf(counted, 1)).toMatchObject({ passed: 5, failed: 1 });
  });

  it("counts a crash without a report", () => {
    expect(tallyOf({}, 134)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it("adds nothing to the tests that failed", () => {
    expect(tallyOf({ ...counted, numFailedTests: 2 }, 1)).toMatchObject({ passed: 5, failed: 2 });
  });

  it("mentions skipped tests only if there are some", () => {
    expect(closingLine({ passed: 3, failed: 0, skipped: 0 })).toBe("3 passed, 0 failed");
    expect(closingLine({ passed: 3, failed: 1, skipped: 2 })).toBe("3 passed, 1 failed, 2 skipped");
  });
});
