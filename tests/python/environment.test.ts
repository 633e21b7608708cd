import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { pythonEnvironment } from "../../scripts/python-env.mjs";

const environment = await pythonEnvironment();

describe.skipIf("skip" in environment)("the Python environment", () => {
  it("has the tools that the conformance tests compare with", () => {
    if ("skip" in environment) return;
    const script =
      "from importlib.metadata import version as v; print(v('tensorboard'), v('xarray'))";
    const printed = execFileSync(environment.python, ["-c", script], { encoding: "utf8" });
    expect(printed.trim()).toBe("2.21.0 2026.9.0");
  });
});
