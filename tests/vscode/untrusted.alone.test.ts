import { readdir } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchChromium } from "../browser/chromium.ts";
import { EditorPage, PATIENCE_MS } from "./editor-page.ts";
import { packedExtension } from "./packed-extension.ts";
import { startWorkbench, type Workbench } from "./workbench.ts";

let browser: Browser | undefined;
let workbench: Workbench | undefined;
let skip = "";

beforeAll(async () => {
  const chromium = await launchChromium();
  if ("skip" in chromium) {
    skip = chromium.skip;
    return;
  }
  browser = chromium.browser;
  const settings = { "security.workspace.trust.startupPrompt": "never" };
  const vsix = await packedExtension();
  const started = await startWorkbench({ vsix, settings, trust: true });
  if ("skip" in started) skip = started.skip;
  else workbench = started;
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await workbench?.close();
});

it("evaluates and runs nothing in a workspace that isn't trusted", {
  timeout: 2 * PATIENCE_MS,
}, async (context) => {
  if (!browser || !workbench) return context.skip(skip);
  const editor = await EditorPage.open(browser, workbench);
  await editor.openFile("toggle.sde.ts");
  await editor.lens("Trust this workspace to run the model").waitFor();
  // What is proved of a model would be shown here, had its file been evaluated.
  await editor.page.waitForTimeout(2000);
  expect(await editor.page.getByText("diagonal-own noise").count()).toBe(0);
  await editor.page.keyboard.press("Control+Alt+r");
  await editor.page.getByText("Models run only in a trusted workspace").first().waitFor();
  expect(await readdir(workbench.workspace)).not.toContain("runs");
});
