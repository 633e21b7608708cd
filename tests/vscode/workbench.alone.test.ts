import { cp, readdir } from "node:fs/promises";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../scripts/workspace.mjs";
import { launchChromium } from "../browser/chromium.ts";
import { EditorPage, PATIENCE_MS } from "./editor-page.ts";
import { packedExtension } from "./packed-extension.ts";
import { startWorkbench, type Workbench } from "./workbench.ts";

/** An event file that TensorFlow wrote. */
const TENSORFLOW_LOG = "packages/eventlog/fixtures/tensorflow2";

// The newest one, and the oldest that `engines` in the manifest allows.
describe.each(["current", "oldest"] as const)(
  "the extension as installed, in the %s VS Code",
  (which) => {
    let browser: Browser | undefined;
    let workbench: Workbench;
    let editor: EditorPage;
    let skip = "";

    beforeAll(async () => {
      const chromium = await launchChromium();
      if ("skip" in chromium) {
        skip = chromium.skip;
        return;
      }
      browser = chromium.browser;
      const started = await startWorkbench({ which, vsix: await packedExtension() });
      if ("skip" in started) {
        skip = started.skip;
        return;
      }
      workbench = started;
      await cp(path.join(ROOT, TENSORFLOW_LOG), workbench.workspace, { recursive: true });
      editor = await EditorPage.open(browser, workbench);
    }, 240_000);

    afterAll(async () => {
      await browser?.close();
      await workbench?.close();
    });

    /** A test that is skipped where there is no workbench. */
    const inWorkbench = (name: string, run: () => Promise<void>): void =>
      it(name, { timeout: 2 * PATIENCE_MS }, async (context) => {
        if (skip !== "") context.skip(skip);
        // As a user would whose editor hangs.
        if (context.task.result?.retryCount) await editor.load();
        await run();
      });

    inWorkbench("runs a model by its lens, and its plot can be read", async () => {
      await editor.openFile("toggle.sde.ts");
      await editor.runByLens();
      await editor.webview.getByText("Trajectories").first().waitFor();
      await editor.webview.locator("driftgraph-viewer canvas").first().waitFor();
      await expect
        .poll(() => editor.status.textContent(), { timeout: PATIENCE_MS })
        .toMatch(/toggle: 2,000 paths/);
      expect(await readdir(path.join(workbench.workspace, "runs"))).toContain("toggle-1");
    });

    inWorkbench("runs a model with other options from its form, by keys alone", async () => {
      await editor.openFile("toggle.sde.ts");
      await editor.lens("Run").waitFor();
      await editor.page.keyboard.press("Control+Alt+Shift+r");
      const paths = editor.webview.locator('[data-field="paths"]');
      await paths.waitFor();
      await editor.webview.getByText("2,000 paths × 40 steps").waitFor();
      await editor.page.keyboard.type("512");
      await editor.webview.getByText("driftgraph run toggle.sde.ts --paths 512").waitFor();
      await editor.page.keyboard.press("Tab");
      await editor.page.keyboard.press("Tab");
      await editor.page.keyboard.type("0.3");
      await editor.webview.getByText(/doesn't divide/).waitFor();
      for (let i = 0; i < 3; i++) await editor.page.keyboard.press("Backspace");
      await editor.webview.getByText("512 paths × 40 steps").waitFor();
      await editor.webview.locator("vscode-button", { hasText: "Run" }).focus();
      await editor.page.keyboard.press("Enter");
      await expect
        .poll(() => editor.status.textContent(), { timeout: PATIENCE_MS })
        .toMatch(/toggle: 512 paths/);
    });

    inWorkbench("restores results and form after a reload, as they were left", async () => {
      await editor.page.locator(".tab", { hasText: "toggle-1" }).first().click();
      await editor.webview.getByText("Distributions").first().click();
      await editor.webview
        .locator('[role="tab"][aria-selected="true"]', { hasText: "Distributions" })
        .first()
        .waitFor();
      // In a browser the workbench writes its state every five seconds, and can't when it is closed.
      await editor.page.waitForTimeout(8000);
      await editor.load();
      await editor.page.locator(".tab", { hasText: "toggle-1" }).first().click();
      await editor.webview
        .locator('[role="tab"][aria-selected="true"]', { hasText: "Distributions" })
        .first()
        .waitFor();
      await editor.webview.locator("driftgraph-viewer canvas").first().waitFor();
      await editor.page.locator(".tab", { hasText: "Run toggle.sde.ts" }).first().click();
      await editor.webview.getByText("512 paths × 40 steps").waitFor();
      await editor.webview.getByText("driftgraph run toggle.sde.ts --paths 512").waitFor();
    });

    inWorkbench(
      "runs and cancels by keys alone: progress with rate and time left, and what was computed",
      async () => {
        await editor.openFile("slow.sde.ts");
        await editor.lens("Run").waitFor();
        await editor.page.keyboard.press("Control+Alt+r");
        await expect
          .poll(() => editor.status.textContent(), { timeout: PATIENCE_MS })
          .toMatch(/slow \d+ % · .+ steps\/s · .+ left/);
        await editor.lens(/\d+ %/).waitFor();
        await editor.page.keyboard.press("Control+Alt+c");
        await expect
          .poll(() => editor.status.textContent(), { timeout: PATIENCE_MS })
          .toMatch(/slow: cancelled after [\d,]*[1-9][\d,]* paths/);
        await editor.lens("Run").waitFor();
      },
    );

    inWorkbench(
      "marks an error as it stands in the text, and mends it by a quick fix, by keys alone",
      async () => {
        await editor.openFile("broken.sde.ts");
        await editor.page.locator(".squiggly-error").first().waitFor();
        await editor.page.keyboard.press("Control+g");
        await editor.page.keyboard.type("8:19");
        await editor.page.keyboard.press("Enter");
        await editor.pressUntil(
          "Control+.",
          editor.page.locator(".action-widget", { hasText: 'Change to "theta"' }),
        );
        await editor.page.keyboard.press("Enter");
        await expect
          .poll(() => editor.page.locator(".view-line", { hasText: "drift" }).allTextContents(), {
            timeout: PATIENCE_MS,
          })
          .toContainEqual(expect.stringMatching(/"-theta\*x"/));
        await editor.command("File: Revert File");
      },
    );

    inWorkbench(
      "goes from a formula to its node of the graph, and from a node to its line",
      async () => {
        await editor.openFile("toggle.sde.ts");
        await editor.page.keyboard.press("Control+g");
        await editor.page.keyboard.type("17:12");
        await editor.page.keyboard.press("Enter");
        await editor.page.keyboard.press("Control+Alt+g");
        await editor.webview
          .locator('[role="tab"][aria-selected="true"]', { hasText: "Graph" })
          .waitFor();
        const card = editor.webview.locator(".info-card");
        await card.waitFor();
        await expect.poll(() => card.textContent(), { timeout: PATIENCE_MS }).toMatch(/drift of b/);
        // Another node, by the card: the editor goes to its formula.
        await card.locator("button").first().click();
        await editor.page.locator(".view-overlays .cdr").first().waitFor();
        await editor.page.keyboard.press("Control+1");
        await expect
          .poll(() => editor.page.locator("#status\\.editor\\.selection").textContent(), {
            timeout: PATIENCE_MS,
          })
          .not.toMatch(/Ln 17, Col 12/);
      },
    );

    inWorkbench("lists the runs by model: by keys alone, one is opened and renamed", async () => {
      const rows = editor.page.locator(".part.sidebar .monaco-list-row");
      const focused = editor.page.locator(".part.sidebar .monaco-list-row.focused");
      await editor.command("Driftgraph: Focus on Runs View");
      await rows.filter({ hasText: "slow-1" }).filter({ hasText: "cancelled" }).waitFor();
      // A list that has just come has the keys only when its focus is asked for again.
      await editor.command("Driftgraph: Focus on Runs View");
      await editor.pressUntil("ArrowDown", focused.filter({ hasText: "slow-1" }));
      await editor.page.keyboard.press("Enter");
      await editor.page.locator(".tab.active", { hasText: "slow-1" }).first().waitFor();
      // Until it is loaded, it takes the keys from where they are.
      await editor.webview.getByText("this is what it had computed").first().waitFor();
      await editor.command("Driftgraph: Focus on Runs View");
      const input = editor.page.locator(".quick-input-widget input").first();
      await editor.pressUntil("F2", input);
      expect(await input.inputValue()).toBe("slow-1");
      await editor.page.keyboard.type("snail");
      await editor.page.keyboard.press("Enter");
      await rows.filter({ hasText: "snail" }).waitFor();
      const names = await readdir(path.join(workbench.workspace, "runs"));
      expect(names).toContain("snail");
      expect(names).not.toContain("slow-1");
    });

    inWorkbench("opens an event file that TensorFlow wrote", async () => {
      const [name = ""] = await readdir(path.join(ROOT, TENSORFLOW_LOG));
      await editor.openFile(name);
      await editor.webview.getByText("A log of another program").waitFor();
      await editor.webview.getByRole("tab", { name: "Scalars" }).click();
      await editor.webview.getByText("Scalars 1").waitFor();
      await editor.webview.locator("driftgraph-viewer canvas").first().waitFor();
    });
  },
);
