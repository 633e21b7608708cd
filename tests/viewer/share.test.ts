import { stat } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/chromium.ts";
import { driftgraph, emptyFolder } from "../cli/command.ts";

const cwd = emptyFolder();
const small = ["--paths", "2000", "--t-end", "2", "--dt", "0.1", "-q"];
await driftgraph(["run", "switch", ...small], { cwd });
await driftgraph(["run", "repressilator", ...small], { cwd });
const { out: said } = await driftgraph(
  ["share", "runs/switch-1", "runs/repressilator-1", "-o", "report.html"],
  { cwd },
);
const launched = await launchChromium();

describe.skipIf("skip" in launched)("a shared report", { timeout: 60_000 }, () => {
  afterAll(async () => {
    if ("browser" in launched) await launched.browser.close();
  });

  it("is one file whose size is told", async () => {
    const { size } = await stat(path.join(cwd, "report.html"));
    expect(said).toContain(`${(size / 1e6).toFixed(2)} MB`);
  });

  it("opens from a folder with all its panels, and asks nobody for anything", async () => {
    if ("skip" in launched) return;
    const page = await launched.browser.newPage();
    const complaints: string[] = [];
    const asked: string[] = [];
    page.on("pageerror", (error) => void complaints.push(error.message));
    page.on("request", (request) => void asked.push(request.url()));
    await page.goto(`${pathToFileURL(path.join(cwd, "report.html"))}#overview?run=switch-1`);
    await page.getByRole("heading", { name: "Bistable gene circuit" }).waitFor();
    expect(await page.locator("nav.runs").textContent()).toContain("repressilator-1");
    for (const [tab, there] of [
      ["Trajectories", ".chart"],
      ["Distributions", ".chart"],
      ["Phase", ".chart"],
      ["Graph", ".graph-canvas"],
      ["Profile", ".costs tbody tr"],
    ] as const) {
      await page.getByRole("tab", { name: tab }).click();
      await page.locator(there).first().waitFor();
    }
    expect(complaints).toEqual([]);
    expect(asked.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
  });
});
