import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import type { RunOptions } from "../run/run-options.ts";
import { checkOptions } from "./check-options.ts";

/** A machine on which nothing was set up. */
const cache = mkdtempSync(path.join(os.tmpdir(), "driftgraph-nothing-"));
vi.stubEnv("XDG_CACHE_HOME", cache);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true });
});

const check = (options: RunOptions) =>
  checkOptions({ model: { kind: "built-in", name: "switch" }, options }, async () => undefined);

it("says what a run would be", async () => {
  const { plan, problem } = await check({ paths: 1000, tEnd: 1, dt: 0.1, scheme: "milstein" });
  expect(problem).toBeUndefined();
  expect(plan).toMatchObject({ scheme: "milstein", paths: 1000, steps: 10, points: 1 });
});

it.each([
  [{ tEnd: 1, dt: 0.3 }, "dt"],
  [{ scheme: "milstien" }, "scheme"],
  [{ parameters: { K: Number.NaN } }, "parameter:K"],
  [{ sweep: [{ name: "nobody", from: 0, to: 1, count: 2 }] }, "sweep:nobody"],
] satisfies [RunOptions, string][])(
  "puts what is wrong with %j to its field",
  async (options, field) => {
    expect((await check(options)).problem?.field).toBe(field);
  },
);

it("says at the backend how to set TensorFlow up, where it isn't", async () => {
  const { problem } = await check({ backend: "tensorflow" });
  expect(problem?.field).toBe("backend");
  expect(problem?.message).toMatch(/libtensorflow.+driftgraph setup tensorflow/);
});
