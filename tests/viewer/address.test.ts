import path from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "../cli/command.ts";
import { openViewer } from "./open-viewer.ts";

const cwd = emptyFolder();
const small = ["--paths", "400", "--t-end", "4", "--dt", "0.1", "-q"];
await driftgraph(["run", "switch", ...small], { cwd });
await driftgraph(["run", "switch", ...small, "--sweep", "K=0.4:0.6:3", "--name", "sweep"], { cwd });
const viewer = await openViewer(path.join(cwd, "runs"));

const address = (page: Page): Promise<string> => page.evaluate(() => location.hash);

describe.skipIf(viewer.skip)("the address", { timeout: 60_000 }, () => {
  it("that names a run which isn't there says so, whatever is shown instead", async () => {
    const { page, complaints } = await viewer.open("overview?run=gone-1");
    const notice = page.getByText("The run gone-1 of this address isn't here");
    await notice.waitFor();
    expect(await notice.textContent()).toContain("What is shown is sweep, the newest.");
    await page.getByRole("button", { name: /^switch-1/ }).click();
    await notice.waitFor({ state: "detached" });
    expect(complaints).toEqual([]);
  });

  it("leads back to the panel and the runs of before, not through each step of a scrubber", async () => {
    const { page } = await viewer.open("overview?run=switch-1");
    await page.getByRole("tab", { name: "Trajectories" }).click();
    await page.getByRole("button", { name: "One logged time back" }).click();
    await expect.poll(() => address(page)).toMatch(/^#trajectories.*t=3\.9/);
    await page.getByRole("button", { name: "One logged time back" }).click();
    await expect.poll(() => address(page)).toMatch(/t=3\.8/);
    await page.goBack();
    await expect.poll(() => address(page)).toMatch(/^#overview/);
    await page.getByRole("tab", { name: "Overview", selected: true }).waitFor();
    await page.goForward();
    await expect.poll(() => address(page)).toMatch(/^#trajectories.*t=3\.8/);
    await page.getByRole("tab", { name: "Trajectories", selected: true }).waitFor();
  });

  it("has a title that says what is shown", async () => {
    const { page } = await viewer.open("overview?run=switch-1");
    await expect.poll(() => page.title()).toBe("switch-1 · Overview · Driftgraph");
    await page.getByRole("tab", { name: "Graph" }).click();
    await expect.poll(() => page.title()).toBe("switch-1 · Graph · Driftgraph");
  });

  it("of more records than there are leads to the last of them", async () => {
    const { page } = await viewer.open("events?run=switch-1&events.from=99999");
    await expect.poll(() => address(page)).not.toContain("events.from=99999");
    await page.getByRole("row").nth(1).waitFor();
  });
});

describe.skipIf(viewer.skip)("the list of runs", { timeout: 60_000 }, () => {
  it("opens on a sweep rather than on one of its points, which have ended with it", async () => {
    const { page } = await viewer.open("overview");
    await expect.poll(() => page.title()).toContain("sweep · ");
    await page.evaluate(() => {
      location.hash = "#overview?run=sweep/K=0.5";
    });
    await page.getByRole("heading", { name: "Bistable gene circuit" }).waitFor();
    expect(await page.getByText("Still running").count()).toBe(0);
  });

  it("keeps the last box checked, since something is always shown", async () => {
    const { page } = await viewer.open("overview?run=switch-1");
    const box = page.getByRole("checkbox", { name: "Show switch-1" });
    await box.click();
    expect(await box.isChecked()).toBe(true);
    await page.getByRole("checkbox", { name: "Show sweep", exact: true }).check();
    await box.uncheck();
    await expect.poll(() => address(page)).toBe("#overview?run=sweep");
  });
});

describe.skipIf(viewer.skip)("keys", { timeout: 60_000 }, () => {
  it("lead past the list of runs in one press", async () => {
    const { page } = await viewer.open("overview?run=switch-1");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const tab = page.getByRole("tab", { name: "Overview" });
    await expect.poll(() => tab.evaluate((element) => element.matches(":focus"))).toBe(true);
  });

  it("go back and on by a logged time in a sweep too", async () => {
    const { page } = await viewer.open("trajectories?run=sweep&t=2");
    await page.getByRole("slider", { name: "Time" }).waitFor();
    await page.keyboard.press(",");
    await expect.poll(() => address(page)).toMatch(/t=1\.9/);
    await page.keyboard.press(".");
    await expect.poll(() => address(page)).toMatch(/t=2(&|$)/);
  });
});

describe.skipIf(viewer.skip)("forced colours", { timeout: 60_000 }, () => {
  it("keep the chosen panel marked and the graph's labels readable", async () => {
    const { page } = await viewer.open("graph?run=switch-1", { forcedColors: "active" });
    const rim = (name: string): Promise<string> =>
      page.getByRole("tab", { name }).evaluate((tab) => getComputedStyle(tab).borderBottomColor);
    expect(await rim("Graph")).not.toBe(await rim("Overview"));
    await page.locator(".graph-canvas").waitFor();
    const [ground, ink] = await page.getByRole("tabpanel").evaluate((panel) => {
      const probe = document.createElement("span");
      panel.append(probe);
      const found = ["var(--ground)", "var(--ink)", "var(--c-blue)"].map((colour) => {
        probe.style.color = colour;
        return getComputedStyle(probe).color;
      });
      probe.remove();
      return found;
    });
    expect(ground).not.toBe(ink);
  });
});
