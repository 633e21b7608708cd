import { startViewServer } from "@driftgraph/viewer/server";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll } from "vitest";
import { launchChromium } from "../browser/chromium.ts";

/** The viewer over the runs of a folder, in a real browser. */
export interface OpenViewer {
  /** The server's address. */
  readonly address: URL;
  /** Why there is no browser, if there is none; never in CI. */
  readonly skip: string | undefined;
  /**
   * A page at a place of the viewer, such as `trajectories?run=switch-1`; its panel is there.
   *
   * Errors on its console are gathered in `complaints`.
   */
  open(
    fragment: string,
    options?: BrowserContextOptions,
  ): Promise<{ readonly page: Page; readonly complaints: readonly string[] }>;
}

/** Serves a folder and starts a browser, for the tests of a file; both end with them. */
export async function openViewer(logdir: string): Promise<OpenViewer> {
  const server = await startViewServer({ logdir, ports: [0] });
  const launched = await launchChromium();
  const browser = "browser" in launched ? launched.browser : undefined;
  afterAll(async () => {
    await browser?.close();
    await server.close();
  });
  return {
    address: new URL(server.url),
    skip: "skip" in launched ? launched.skip : undefined,
    open: (fragment, options) => openPage(browser, `${server.url}#${fragment}`, options),
  };
}

async function openPage(
  browser: Browser | undefined,
  url: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[] }> {
  if (!browser) throw new Error("there is no browser to open a page in");
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => void complaints.push(error.message));
  await page.goto(url);
  await page.getByRole("tabpanel").waitFor();
  return { page, complaints };
}
