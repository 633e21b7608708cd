import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/chromium.ts";
import { bundleHostTests, type HostResult, runInHost } from "./in-host.ts";
import { startWorkbench } from "./workbench.ts";

const folder = await mkdtemp(path.join(os.tmpdir(), "driftgraph-in-host-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

// The names of the tests are known only when they have run, within the extension host.
const chromium = await launchChromium();
const workbench = "skip" in chromium ? chromium : await startWorkbench();
const results = await resultsIn();

async function resultsIn(): Promise<readonly HostResult[] | { readonly skip: string }> {
  if ("skip" in chromium) return chromium;
  try {
    if ("skip" in workbench) return workbench;
    const tests = path.join(folder, "tests.js");
    await bundleHostTests(tests);
    return await runInHost(chromium.browser, workbench, tests);
  } finally {
    if ("close" in workbench) await workbench.close();
    await chromium.browser.close();
  }
}

describe("in the extension host", () => {
  if ("skip" in results) it.skip(results.skip, () => undefined);
  else
    it.each(results.map((result) => [result.name, result] as const))("%s", (_, { error }) => {
      expect(error).toBeUndefined();
    });
});
