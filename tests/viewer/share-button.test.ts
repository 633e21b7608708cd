import { copyFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "../cli/command.ts";
import { downloadedTable } from "./downloads.ts";
import { openViewer } from "./open-viewer.ts";

const cwd = emptyFolder();
const small = ["--paths", "300", "--t-end", "1", "--dt", "0.1", "-q"];
await driftgraph(["run", "switch", ...small], { cwd });
await driftgraph(["run", "repressilator", ...small], { cwd });
await driftgraph(["run", "switch", ...small, "--sweep", "K=0.4:0.6:2", "--name", "sweep"], { cwd });
const viewer = await openViewer(path.join(cwd, "runs"));

describe.skipIf(viewer.skip)("the share button", { timeout: 60_000 }, () => {
  it("makes a file of the shown runs that shows the same without the server", async () => {
    const { page, complaints } = await viewer.open("trajectories?run=switch-1");
    await page.locator(".chart").first().waitFor();
    const before = await downloadedTable(page);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Share" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("switch-1.html");
    const file = path.join(cwd, "shared.html");
    await copyFile(await download.path(), file);
    expect(complaints).toEqual([]);

    await page.goto("about:blank");
    await page.goto(`${pathToFileURL(file)}#trajectories`);
    await page.locator(".chart").first().waitFor();
    expect(await downloadedTable(page)).toEqual(before);
    expect(await page.locator(".run").count()).toBe(1);
    // A file can't be changed from itself: nothing of the kind is offered.
    expect(await page.getByRole("button", { name: "Share" }).count()).toBe(0);
    await page.getByRole("button", { name: "About switch-1" }).click();
    expect(await page.getByRole("button", { name: /Delete|Rename/ }).count()).toBe(0);
  });

  it("takes the points of a sweep along", async () => {
    const { page } = await viewer.open("overview?run=sweep");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Share" }).click(),
    ]);
    const file = path.join(cwd, "sweep.html");
    await copyFile(await download.path(), file);
    await page.goto("about:blank");
    await page.goto(`${pathToFileURL(file)}#overview`);
    await page.getByRole("checkbox", { name: "Show sweep/K=0.6" }).waitFor();
    expect(await page.locator(".run").count()).toBe(3);
  });
});
