import { describe, expect, it } from "vitest";
import { closingLine, failedFiles, tallyOf, withSecondTry } from "../../scripts/tally.mjs";

const counted = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, testResults: [] };
const passed = (fullName: string) => ({ fullName, status: "passed" });
const failed = (fullName: string) => ({ fullName, status: "failed" });

describe("the tally of npm test", () => {
  it("counts a file that does not load as a failure", () => {
    const testResults = [
      { name: "broken.test.ts", status: "failed", assertionResults: [] },
      { name: "whole.test.ts", status: "passed", assertionResults: [passed("a")] },
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

describe("a second try of the files that failed", () => {
  const first = {
    numPassedTests: 12,
    numFailedTests: 1,
    numPendingTests: 2,
    testResults: [
      { name: "steady.test.ts", status: "passed", assertionResults: [passed("steady")] },
      {
        name: "busy.test.ts",
        status: "failed",
        assertionResults: [passed("other"), failed("busy"), { fullName: "no", status: "pending" }],
      },
      { name: "broken.test.ts", status: "failed", assertionResults: [] },
    ],
  };

  it("is of those files alone", () => {
    expect(failedFiles(first)).toEqual(["busy.test.ts", "broken.test.ts"]);
    expect(failedFiles({})).toEqual([]);
  });

  it("counts each test once, and names what passed only now", () => {
    const second = {
      numPassedTests: 4,
      numFailedTests: 0,
      numPendingTests: 1,
      testResults: [
        {
          name: "busy.test.ts",
          status: "passed",
          assertionResults: [passed("other"), passed("busy")],
        },
        { name: "broken.test.ts", status: "passed", assertionResults: [passed("x"), passed("y")] },
      ],
    };
    expect(withSecondTry(first, second, 0)).toEqual({
      tally: { passed: 15, failed: 0, skipped: 2 },
      unsteady: ["busy", "broken.test.ts"],
    });
  });

  it("keeps what fails again", () => {
    const second = {
      ...counted,
      numPassedTests: 1,
      numFailedTests: 1,
      testResults: [
        {
          name: "busy.test.ts",
          status: "failed",
          assertionResults: [passed("other"), failed("busy")],
        },
        { name: "broken.test.ts", status: "failed", assertionResults: [] },
      ],
    };
    expect(withSecondTry(first, second, 1)).toEqual({
      tally: { passed: 12, failed: 2, skipped: 1 },
      unsteady: [],
    });
  });

  it("counts a crash as a failure", () => {
    expect(withSecondTry(first, {}, 134).tally.failed).toBe(1);
  });
});
