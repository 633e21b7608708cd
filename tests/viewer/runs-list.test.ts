import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "../cli/command.ts";
import { inked } from "./chart-pixels.ts";
import { openViewer } from "./open-viewer.ts";

const cwd = emptyFolder();
const small = ["--paths", "300", "--t-end", "1", "--dt", "0.1", "-q"];
await driftgraph(["run", "switch", ...small], { cwd });
await driftgraph(["run", "switch", ...small, "--set", "sigma=0.3", "--scheme", "euler-maruyama"], {
  cwd,
});
await driftgraph(["run", "repressilator", ...small], { cwd });
await driftgraph(["run", "switch", ...small, "--sweep", "K=0.4:0.6:3", "--name", "sweep"], { cwd });
await driftgraph(["run", "ornstein-uhlenbeck", ...small, "--name", "thrown-away"], { cwd });
const logdir = path.join(cwd, "runs");
const viewer = await openViewer(logdir);

const GREEN = [0, 128, 94] as const;

/** The names in the list, from the top. */
async function listed(page: Page): Promise<string[]> {
  const boxes = page.getByRole("navigation", { name: "Runs" }).getByRole("checkbox", {
    name: /^Show /,
  });
  const labels = await boxes.evaluateAll((all) => all.map((box) => box.getAttribute("aria-label")));
  return labels.map((label) => (label ?? "").replace("Show ", ""));
}

/** A run's row. */
function row(page: Page, name: string) {
  return page.locator(".run", {
    has: page.getByRole("checkbox", { name: `Show ${name}`, exact: true }),
  });
}

const count = (page: Page, names: number) =>
  page.waitForFunction(
    (wanted) =>
      document.querySelector("driftgraph-viewer")?.shadowRoot?.querySelectorAll(".run").length ===
      wanted,
    names,
  );

describe.skipIf(viewer.skip)("the list of runs", { timeout: 60_000 }, () => {
  it("says of each run what it was: model, scheme and order, paths, backend, time", async () => {
    const { page, complaints } = await viewer.open("overview");
    expect(new Set(await listed(page))).toEqual(
      new Set([
        "thrown-away",
        "sweep",
        "sweep/K=0.4",
        "sweep/K=0.5",
        "sweep/K=0.6",
        "repressilator-1",
        "switch-2",
        "switch-1",
      ]),
    );
    const facts = await row(page, "switch-2").locator(".facts").textContent();
    expect(facts).toMatch(/^switch · Euler–Maruyama, order \S+ · 300 paths · wasm · [\d.]+ m?s$/);
    expect(complaints).toEqual([]);
  });

  it("is newest first, a sweep's points below it by their values", async () => {
    const { page } = await viewer.open("overview");
    const names = await listed(page);
    expect(names.indexOf("thrown-away")).toBe(0);
    expect(names.slice(1, 5)).toEqual(["sweep", "sweep/K=0.4", "sweep/K=0.5", "sweep/K=0.6"]);
    expect(await row(page, "sweep/K=0.4").textContent()).toContain("K = 0.4");
    await page.getByRole("button", { name: "3 points" }).click();
    await count(page, 5);
  });

  it("says in words what differs from the run that is shown", async () => {
    const { page } = await viewer.open("overview?run=switch-1");
    const said = row(page, "switch-2").locator(".differences");
    expect(await said.textContent()).toMatch(/σ 0\.1→0\.3.*scheme .*→Euler–Maruyama/);
    expect(await row(page, "switch-1").locator(".differences").count()).toBe(0);
    // Of another model not one parameter means the same.
    expect(await row(page, "repressilator-1").locator(".differences").count()).toBe(0);
    // It stands out: stronger than the facts above it.
    const weight = await said.evaluate((element) => getComputedStyle(element).fontWeight);
    expect(Number(weight)).toBeGreaterThan(500);
    await row(page, "switch-2")
      .getByRole("button", { name: /switch-2/ })
      .first()
      .click();
    expect(await row(page, "switch-1").locator(".differences").textContent()).toContain(
      "σ 0.3→0.1",
    );
  });

  it("is filtered by words, which a link keeps", async () => {
    const { page } = await viewer.open("overview");
    await page.getByRole("searchbox", { name: "Filter runs" }).fill("SWITCH sigma=0.3");
    await count(page, 1);
    expect(await listed(page)).toEqual(["switch-2"]);
    await page.reload();
    await page.getByRole("tabpanel").waitFor();
    expect(await listed(page)).toEqual(["switch-2"]);
    await page.getByRole("searchbox", { name: "Filter runs" }).fill("nothing is called so");
    await page.getByText("No run matches this filter.").waitFor();
  });

  it("is filtered by a regular expression; a wrong one is said, and hides nothing", async () => {
    const { page } = await viewer.open("overview");
    const field = page.getByRole("searchbox", { name: "Filter runs" });
    await field.fill("^(switch|repressilator)-\\d");
    await page.getByText("No run matches this filter.").waitFor();
    await page.getByRole("button", { name: "As a regular expression" }).click();
    await count(page, 3);
    expect(new Set(await listed(page))).toEqual(
      new Set(["repressilator-1", "switch-2", "switch-1"]),
    );
    await field.fill("(");
    await page.getByText(/Invalid regular expression/).waitFor();
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    await count(page, 8);
  });

  it("takes a link's expression that would keep the engine's own busy for years", async () => {
    const filter = encodeURIComponent("^(.+)+~$");
    const { page } = await viewer.open(`overview?run=switch-1&filter=${filter}&filter.regex=1`);
    await page.getByText("No run matches this filter.").waitFor();
  });

  it("chooses one run by a click, several by their boxes, all at once", async () => {
    const { page } = await viewer.open("overview?run=switch-1");
    await row(page, "repressilator-1")
      .getByRole("button", { name: /repress/ })
      .first()
      .click();
    await page.getByRole("heading", { level: 2, name: /epressilator/ }).waitFor();
    await page.getByRole("checkbox", { name: "Show switch-1" }).check();
    await page.waitForFunction(() => location.hash.endsWith("run=repressilator-1&run=switch-1"));
    const caption = page.getByRole("table", { name: "What differs" });
    await caption.waitFor();
    expect(await caption.getByRole("columnheader").allTextContents()).toEqual([
      "Name",
      "repressilator-1",
      "switch-1",
    ]);
    await page.getByRole("searchbox", { name: "Filter runs" }).fill("switch-");
    await count(page, 2);
    await page.getByRole("checkbox", { name: "all", exact: true }).check();
    await page.waitForFunction(() => /run=switch-1&run=switch-2/.test(location.hash));
    // By keys alone.
    await page.getByRole("checkbox", { name: "Show switch-2" }).focus();
    await page.keyboard.press("Space");
    await page.waitForFunction(() => !location.hash.includes("switch-2"));
  });

  it("compares runs overlaid and side by side", async () => {
    const { page } = await viewer.open("distributions?run=switch-1&run=switch-2&series=x1");
    const charts = page.locator(".chart");
    await charts.first().waitFor();
    expect(await charts.count()).toBe(1);
    expect(await charts.first().getAttribute("aria-label")).toContain("switch-2");
    await page.getByRole("button", { name: "side by side" }).click();
    await charts.nth(1).waitFor();
    await page.getByRole("tab", { name: "Trajectories" }).click();
    await page.locator(".chart").nth(1).waitFor();
    const labels = await page
      .locator(".chart")
      .evaluateAll((all) => all.map((chart) => chart.getAttribute("aria-label")));
    expect(labels[0]).toContain("switch-1");
    expect(labels[1]).toContain("switch-2");
  });

  it("gives a run the colour that is chosen, in the charts too, and in a link", async () => {
    const { page } = await viewer.open("trajectories?run=switch-1&run=switch-2&series=x1", {
      colorScheme: "light",
    });
    const chart = page.locator(".chart").first();
    await chart.waitFor();
    expect(await inked(chart, GREEN)).toBe(0);
    await page.getByRole("button", { name: "About switch-2" }).click();
    const dialog = page.getByRole("dialog", { name: "switch-2" });
    await dialog.getByRole("button", { name: "Colour 3" }).click();
    expect(
      await dialog.getByRole("button", { name: "Colour 3" }).getAttribute("aria-pressed"),
    ).toBe("true");
    await dialog.getByRole("button", { name: "Close" }).click();
    await page.reload();
    await chart.waitFor();
    await page.waitForFunction(
      () => performance.getEntriesByName("driftgraph:trajectories-drawn").length > 0,
    );
    expect(await inked(chart, GREEN)).toBeGreaterThan(200);
    const chip = row(page, "switch-2").locator(".chip");
    const colour = await chip.evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(colour).toBe("rgb(0, 128, 94)");
  });

  it("shows all that a run was given, under its name", async () => {
    const { page } = await viewer.open("overview?run=switch-2");
    await page.getByRole("button", { name: "About switch-2" }).click();
    const text = await page.getByRole("dialog", { name: "switch-2" }).textContent();
    for (const said of ["σ0.3", "paths300", "tEnd1", "dt0.1"]) expect(text).toContain(said);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("makes room on a narrow page, where the chosen panel's tab is still in sight", async () => {
    const { page } = await viewer.open("events?run=switch-1", {
      viewport: { width: 400, height: 800 },
    });
    const tab = page.getByRole("tab", { name: "Events" });
    await expect
      .poll(async () => {
        const { x = 0, width = 0 } = (await tab.boundingBox()) ?? {};
        return x + width;
      })
      .toBeLessThanOrEqual(400);
    const show = page.getByRole("checkbox", { name: "Show switch-2" });
    expect(await show.isVisible()).toBe(false);
    await page.getByRole("button", { name: /\d runs/ }).click();
    await show.check();
    await page.waitForFunction(() => location.hash.includes("switch-2"));
  });

  it("renames a run's folder; a name that can't be is said, and nothing is lost", async () => {
    await driftgraph(["run", "switch", ...small, "--name", "old-name"], { cwd });
    const { page } = await viewer.open("overview?run=old-name");
    await page.getByRole("button", { name: "About old-name" }).click();
    const dialog = page.getByRole("dialog", { name: "old-name" });
    await dialog.getByRole("textbox", { name: "New name" }).fill("switch-1");
    await dialog.getByRole("button", { name: "Rename" }).click();
    await dialog
      .getByRole("alert")
      .getByText("There is something called switch-1 already")
      .waitFor();
    await dialog.getByRole("textbox", { name: "New name" }).fill("better name");
    await dialog.getByRole("button", { name: "Rename" }).click();
    await page.getByRole("checkbox", { name: "Show better name" }).waitFor();
    expect(existsSync(path.join(logdir, "better name"))).toBe(true);
    expect(existsSync(path.join(logdir, "old-name"))).toBe(false);
    // It is still the one that is shown, and can be read.
    await page.waitForFunction(() => /run=better(\+|%20)name/.test(location.hash));
    await page.getByRole("heading", { level: 2, name: "Bistable gene circuit" }).waitFor();
  });

  it("asks before it deletes a run, and keeps what is more than a log", async () => {
    const { page } = await viewer.open("overview?run=thrown-away");
    const about = page.getByRole("button", { name: "About thrown-away" });
    await about.click();
    const dialog = page.getByRole("dialog", { name: "thrown-away" });
    await dialog.getByRole("button", { name: "Delete …" }).click();
    expect(await dialog.getByRole("alert").textContent()).toContain("Nothing brings it back");
    await dialog.getByRole("button", { name: "Keep" }).click();
    expect(existsSync(path.join(logdir, "thrown-away"))).toBe(true);

    await mkdir(path.join(logdir, "thrown-away", "notes"));
    const thesis = path.join(logdir, "thrown-away", "notes", "thesis.tex");
    await writeFile(thesis, "");
    await dialog.getByRole("button", { name: "Delete …" }).click();
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await dialog.getByText("thesis.tex").waitFor();
    expect(existsSync(thesis)).toBe(true);
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "About sweep", exact: true }).click();
    const sweep = page.getByRole("dialog", { name: "sweep" });
    await sweep.getByRole("button", { name: "Delete …" }).click();
    expect(await sweep.getByRole("alert").textContent()).toContain("the 3 runs in it");
    await sweep.getByRole("button", { name: "Delete", exact: true }).click();
    await page
      .getByRole("checkbox", { name: "Show sweep", exact: true })
      .waitFor({ state: "detached" });
    expect(await listed(page)).not.toContain("sweep/K=0.4");
    expect(existsSync(path.join(logdir, "sweep"))).toBe(false);
  });
});
