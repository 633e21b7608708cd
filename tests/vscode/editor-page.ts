import path from "node:path";
import type { Browser, FrameLocator, Locator, Page } from "playwright-core";
import type { Workbench } from "./workbench.ts";

/** A loaded machine takes its time. */
export const PATIENCE_MS = 60_000;

/** VS Code in a page, as its user has it: by keys and by what can be seen. */
export class EditorPage {
  readonly page: Page;
  readonly #workbench: Workbench;

  private constructor(page: Page, workbench: Workbench) {
    this.page = page;
    this.#workbench = workbench;
  }

  static async open(browser: Browser, workbench: Workbench): Promise<EditorPage> {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.setDefaultTimeout(PATIENCE_MS);
    const editor = new EditorPage(page, workbench);
    await editor.load();
    return editor;
  }

  /** Loads the page, or loads it again. */
  async load(): Promise<void> {
    await this.page.goto(this.#workbench.page());
    await this.page.locator(".monaco-workbench .part.statusbar").waitFor();
  }

  /** Opens a file of the workspace's folder in the first column: by its path, since not every server can search. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press("Control+1");
    await this.#pick("Control+O", path.join(this.#workbench.workspace, name), name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).first().waitFor();
  }

  /** Runs a command of the palette by its title. */
  async command(title: string): Promise<void> {
    await this.#pick("F1", `>${title}`, title);
  }

  /** A lens in the editor. */
  lens(text: string | RegExp): Locator {
    return this.page.locator(".codelens-decoration > *", { hasText: text }).first();
  }

  /** The item in the status bar. */
  get status(): Locator {
    return this.page.locator('.statusbar-item[id*="driftgraph"]');
  }

  /** What stands in the active viewer or form. */
  get webview(): FrameLocator {
    return this.page
      .frameLocator("iframe.webview.ready:visible")
      .last()
      .frameLocator("#active-frame");
  }

  /** The lines of the editor in front, as they can be seen. */
  lines(): Locator {
    return this.page.locator(".editor-instance .view-lines").first();
  }

  /** Presses a key until it has shown something: it may come before the workbench listens to it. */
  async pressUntil(key: string, shown: Locator): Promise<void> {
    await until(() => this.page.keyboard.press(key), shown, 2000);
  }

  /** Runs a model by its lens: one that has only just come, an older VS Code takes no click on. */
  async runByLens(): Promise<void> {
    const results = this.page.locator(".tab", { hasText: /^toggle-\d+$/ }).first();
    await until(() => this.lens("Run").click(), results, 10_000);
  }

  /** Chooses the entry of a quick input that a text finds first. */
  async #pick(key: string, text: string, entry: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget input").first();
    await input.waitFor({ state: "hidden" });
    await this.pressUntil(key, input);
    // A dialog that has still to list its folder takes what is typed away.
    await this.page.locator(".quick-input-list .monaco-list-row").first().waitFor();
    await input.fill(text);
    const row = this.page.locator(".quick-input-list .monaco-list-row.focused", { hasText: entry });
    await row.first().waitFor();
    await this.page.keyboard.press("Enter");
    // A command may go on to ask for more in the same place.
    await row.first().waitFor({ state: "hidden" });
  }
}

/** Does something until it has shown something. */
async function until(act: () => Promise<void>, shown: Locator, timeout: number): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    await act();
    const came = await shown.waitFor({ state: "visible", timeout }).then(
      () => true,
      () => false,
    );
    if (came) return;
  }
  throw new Error(`there never was ${String(shown)}`);
}
