import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT, toolPath } from "../../scripts/workspace.mjs";

/** Sources that break the layers, each in its own way, and one that does not. */
const SOURCES = {
  "packages/core/src/graph/uses-run.ts": 'export { b } from "../run/b.ts";',
  "packages/core/src/run/b.ts": "export const b = 1;",
  "packages/core/src/run/uses-node.ts": 'export { readFileSync } from "node:fs";',
  "packages/core/src/node/uses-node.ts": 'export { readFileSync } from "node:fs";',
  "packages/core/src/index.ts": "export const core = 1;",
  "packages/core/src/run/uses-models.ts": 'export { m } from "../../../models/src/index.ts";',
  "packages/core/src/run/one.ts":
    'import { two } from "./two.ts"; export const one = (): number => two();',
  "packages/core/src/run/two.ts":
    'import { one } from "./one.ts"; export const two = (): number => one();',
  "packages/core/src/run/type-one.ts":
    'import type { Two } from "./type-two.ts"; export interface One { two: Two }',
  "packages/core/src/run/type-two.ts":
    'import type { One } from "./type-one.ts"; export interface Two { one: One }',
  "packages/models/src/index.ts": "export const m = 1;",
  "packages/models/src/deep.ts": 'export { b } from "../../core/src/run/b.ts";',
  "packages/models/src/fine.ts": 'export { core } from "../../core/src/index.ts";',
};

const EXPECTED = [
  "core-graph-imports-later-folder: uses-run.ts",
  "packages-core-node-builtin: uses-node.ts",
  "packages-core-against-the-layers: uses-models.ts",
  "no-deep-import: deep.ts",
  "no-cycles: one.ts",
];

const folder = mkdtempSync(path.join(os.tmpdir(), "driftgraph-layers-"));
let violations: string[];

beforeAll(() => {
  for (const [file, text] of Object.entries(SOURCES)) {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), `${text}\n`);
  }
  const config = path.join(ROOT, ".dependency-cruiser.mjs");
  const depcruise = toolPath("dependency-cruiser", "depcruise");
  const args = [depcruise, "--config", config, "--output-type", "json", "packages"];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  const { summary } = JSON.parse(stdout);
  violations = summary.violations.map(
    (one: { rule: { name: string }; from: string }) =>
      `${one.rule.name}: ${path.posix.basename(one.from)}`,
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the check of the layers", () => {
  it.each(EXPECTED)("finds %s", (violation) => {
    expect(violations).toContain(violation);
  });

  it("finds nothing else", () => {
    expect(violations.filter((violation) => !EXPECTED.includes(violation))).toEqual([]);
  });
});
