import { mkdtemp } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../scripts/workspace.mjs";
import { launchChromium } from "../browser/chromium.ts";
import { EditorPage, PATIENCE_MS } from "./editor-page.ts";
import { packedExtension } from "./packed-extension.ts";
import { startWorkbench, type Workbench } from "./workbench.ts";

/** Whether the pictures of the extension's README and walkthrough, which are committed, are renewed. */
const RENEWS = process.env["DRIFTGRAPH_PICTURES"] === "1";

const THEMES = [
  ["light", "Default Light Modern", "vscode-light"],
  ["dark", "Default Dark Modern", "vscode-dark"],
  ["contrast", "Default High Contrast", "vscode-high-contrast"],
] as const;

/** What WCAG asks of text. */
const LEAST_CONTRAST = 4.5;

let browser: Browser | undefined;
let workbench: Workbench | undefined;
let editor: EditorPage;
let folder: string;
let skip = "";

beforeAll(async () => {
  folder = RENEWS
    ? path.join(ROOT, "apps", "vscode", "media")
    : await mkdtemp(path.join(os.tmpdir(), "driftgraph-pictures-"));
  const chromium = await launchChromium();
  if ("skip" in chromium) {
    skip = chromium.skip;
    return;
  }
  browser = chromium.browser;
  const started = await startWorkbench({ vsix: await packedExtension() });
  if ("skip" in started) {
    skip = started.skip;
    return;
  }
  workbench = started;
  editor = await EditorPage.open(browser, workbench);
  await editor.page.setViewportSize({ width: 1280, height: 800 });
  await editor.openFile("toggle.sde.ts");
  // Room for code and results.
  await editor.page.keyboard.press("Control+b");
  await editor.runByLens();
  await editor.webview.locator("driftgraph-viewer canvas").first().waitFor();
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await workbench?.close();
});

async function picture(name: string): Promise<void> {
  // No tooltip stands in the way.
  await editor.page.mouse.move(640, 790);
  // Colours and curves settle, where somebody will look at them.
  if (RENEWS) await editor.page.waitForTimeout(1500);
  await editor.page.screenshot({ path: path.join(folder, `${name}.png`) });
}

describe.each(THEMES)("in the theme %s", (name, theme, kind) => {
  it("has readable colours, in the editor, the results and the form", {
    timeout: 3 * PATIENCE_MS,
  }, async (context) => {
    if (skip !== "") context.skip(skip);
    await workbench?.set({ "workbench.colorTheme": theme });
    // In a browser the workbench writes its state every five seconds.
    await editor.page.waitForTimeout(6000);
    await editor.load();
    await editor.openFile("toggle.sde.ts");
    await editor.page.locator(".tab", { hasText: "toggle-1" }).first().click();
    await expect
      .poll(() => contrastIn("driftgraph-viewer"), { timeout: PATIENCE_MS })
      .toBeGreaterThan(LEAST_CONTRAST);
    await editor.webview.locator("driftgraph-viewer canvas").first().waitFor();
    expect(await editor.webview.locator("body").getAttribute("class")).toContain(kind);
    await picture(`editor-${name}`);
    await editor.openFile("toggle.sde.ts");
    await editor.lens("Run").waitFor();
    await editor.page.keyboard.press("Control+Alt+Shift+r");
    await editor.webview.getByText("2,000 paths × 40 steps").waitFor();
    expect(await contrastIn("main")).toBeGreaterThan(LEAST_CONTRAST);
    await picture(`form-${name}`);
    await editor.openFile("broken.sde.ts");
    await editor.page.locator(".squiggly-error").first().waitFor();
    await picture(`errors-${name}`);
  });
});

describe("the walkthrough's last step", () => {
  it("ends with the repressilator's picture", { timeout: 3 * PATIENCE_MS }, async (context) => {
    if (skip !== "") context.skip(skip);
    await workbench?.set({ "workbench.colorTheme": "Default Light Modern" });
    await editor.load();
    await editor.openFile("toggle.sde.ts");
    await editor.lens("Run").waitFor();
    await editor.command("Driftgraph: Run Built-in Model");
    const input = editor.page.locator(".quick-input-widget input").first();
    await input.fill("repressilator");
    await editor.page
      .locator(".quick-input-list .monaco-list-row.focused", { hasText: "repressilator" })
      .waitFor();
    await editor.page.keyboard.press("Enter");
    await editor.page.locator(".tab", { hasText: "repressilator-1" }).first().waitFor();
    await editor.webview.locator("driftgraph-viewer canvas").first().waitFor();
    if (RENEWS) await editor.page.waitForTimeout(2500);
    await editor.page
      .locator("iframe.webview.ready:visible")
      .last()
      .screenshot({ path: path.join(folder, "repressilator.png") });
  });
});

/** The contrast of an element's text with what is behind it. */
async function contrastIn(selector: string): Promise<number> {
  const { text, ground } = await editor.webview.locator(selector).evaluate((element) => {
    // A webview's own body is transparent: behind it is the editor.
    const probe = document.body.appendChild(document.createElement("div"));
    probe.style.backgroundColor = "var(--vscode-editor-background)";
    const behind = getComputedStyle(probe).backgroundColor;
    probe.remove();
    return { text: getComputedStyle(element).color, ground: behind };
  });
  const [a, b] = [luminance(text), luminance(ground)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Relative luminance by WCAG 2.2. */
function luminance(colour: string): number {
  const channels = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((value) => Number(value) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
