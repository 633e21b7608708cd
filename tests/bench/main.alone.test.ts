import { execFile } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const execute = promisify(execFile);
const MAIN = fileURLToPath(new URL("./main.mjs", import.meta.url));
const bench = (...args: string[]) => execute(process.execPath, [MAIN, ...args]);

describe("npm run bench", () => {
  it("prints rows alone on standard output under --json, the table beside it", async () => {
    const { stdout, stderr } = await bench(
      ...["--workload", "W2", "--only", "javascript", "--rounds", "2", "--json"],
    );
    const rows: unknown = JSON.parse(stdout);
    expect(rows).toContainEqual({
      workload: "W2",
      implementation: "JavaScript",
      threads: 1,
      medianMs: expect.any(Number),
      minMs: expect.any(Number),
      rounds: 2,
    });
    expect(stderr).toMatch(/JavaScript +1 +\d+\.\d +\d+\.\d/);
    // The reference comes along to be compared with; where there is no compiler it is named as missing.
    expect(stderr).toMatch(/C\+\+ AVX2 +2 +\d|missing: C\+\+ AVX2: /);
    expect(stderr).toContain(
      "not measured  W2, Driftgraph WASM + FMA on 2 threads takes at most 2.3× C++ AVX2",
    );
  });

  it("names what is not installed, with the reason", async () => {
    const env = { ...process.env, PATH: "", CXX: "no-such-compiler", XDG_CACHE_HOME: MAIN };
    const { stdout } = await execute(
      process.execPath,
      [MAIN, "--workload", "W1", "--only", "numpy", "--rounds", "1"],
      { env },
    );
    expect(stdout).toContain("missing: NumPy: no Python here has numpy");
    expect(stdout).toMatch(/missing: C\+\+ AVX2: (no C\+\+ compiler|it is written for x86-64)/);
  });

  it("explains its options to who gets them wrong", async () => {
    await expect(bench("--workload", "W9")).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining("expected W1, W2, W3, cold, shell"),
    });
  });
});
