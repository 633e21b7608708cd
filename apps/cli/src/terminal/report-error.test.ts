import { DriftgraphError } from "@driftgraph/core";
import { describe, expect, it } from "vitest";
import { UsageError } from "../arguments/usage-error.ts";
import { FailedRun } from "../run/failed-run.ts";
import { PLAIN } from "./colour.ts";
import { reportError } from "./report-error.ts";

async function report(error: unknown, debug = false): Promise<{ code: number; text: string }> {
  const chunks: string[] = [];
  const err = (text: string): void => void chunks.push(text);
  const colours = { out: PLAIN, err: PLAIN };
  const terminal = { out: err, err, colours, interactive: false, width: 80 };
  const code = await reportError(error, terminal, debug);
  return { code, text: chunks.join("") };
}

describe("reportError", () => {
  it("tells a mistake of the command line, with the nearest name and a hint", async () => {
    const misspelt = { given: "--pahts", candidates: ["--paths", "--seed"] };
    const error = new UsageError("unknown option --pahts", { misspelt, hint: "See --help." });
    expect(await report(error)).toEqual({
      code: 2,
      text: "error: unknown option --pahts\n  Did you mean --paths?\n  See --help.\n",
    });
  });

  it("tells an error of the core in the command's words", async () => {
    const error = new DriftgraphError("invalid-option", "dt = 2 doesn't divide tEnd = 3");
    expect(await report(error)).toEqual({
      code: 2,
      text: "error: dt = 2 doesn't divide t-end = 3\n",
    });
  });

  it("ends with 1 when a run failed that had begun", async () => {
    const { code, text } = await report(new FailedRun(new Error("x1 is NaN"), "runs/m-1"));
    expect(code).toBe(1);
    expect(text).toContain("What was computed is in runs/m-1.");
  });

  it("says what a system error means", async () => {
    const error = Object.assign(new Error("ENOSPC: no space"), { code: "ENOSPC", path: "runs" });
    expect((await report(error)).text).toBe("error: runs: no space left on the disk\n");
  });

  it("owns up to a defect, and shows stacks, causes too, to who debugs", async () => {
    const error = new TypeError("x is undefined", { cause: new Error("deeper") });
    const { code, text } = await report(error);
    expect(code).toBe(1);
    expect(text).toContain("This is a defect of driftgraph");
    expect(text).not.toContain("    at ");
    expect((await report(error, true)).text).toMatch(/ {4}at [\s\S]*caused by Error: deeper/);
  });
});
