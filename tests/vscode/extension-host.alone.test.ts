import { rm } from "node:fs/promises";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { run, withNode } from "../../scripts/command.mjs";
import { ROOT } from "../../scripts/workspace.mjs";
import { launchChromium } from "../browser/chromium.ts";
import { bundleHostTests, type HostResult, runInHost } from "./in-host.ts";
import { startWorkbench } from "./workbench.ts";

type Outcome = readonly HostResult[] | { readonly skip: string };

/** Below the extension: so the editor gives the tests the extension's own API, in which they answer its questions. */
const folder = path.join(ROOT, "apps", "vscode", "node_modules", ".in-host");
afterAll(() => rm(folder, { recursive: true, force: true }));

// The names of the tests are known only when they have run, within the extension host.
const outcomes = await outcomesOf(["current", "oldest"]);

async function outcomesOf(versions: readonly ("current" | "oldest")[]) {
  const chromium = await launchChromium();
  if ("skip" in chromium) return versions.map((which) => [which, chromium] as const);
  try {
    const built = await run(withNode([path.join(ROOT, "apps", "vscode", "build.mjs")]));
    if (built.code !== 0) throw new Error(built.output);
    const tests = path.join(folder, "tests.js");
    await bundleHostTests(tests);
    const found: (readonly [string, Outcome])[] = [];
    for (const which of versions)
      found.push([which, await outcomeIn(chromium.browser, which, tests)]);
    return found;
  } finally {
    await chromium.browser.close();
  }
}

async function outcomeIn(
  browser: Browser,
  which: "current" | "oldest",
  tests: string,
): Promise<Outcome> {
  const workbench = await startWorkbench({ which });
  if ("skip" in workbench) return workbench;
  try {
    return await runInHost(browser, workbench, tests);
  } finally {
    await workbench.close();
  }
}

describe.each(outcomes)("in the extension host of the %s VS Code", (_, outcome) => {
  if ("skip" in outcome) it.skip(outcome.skip, () => undefined);
  else
    it.each(outcome.map((result) => [result.name, result] as const))("%s", (_name, { error }) => {
      expect(error).toBeUndefined();
    });
});
