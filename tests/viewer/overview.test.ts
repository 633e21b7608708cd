import path from "node:path";
import { describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "../cli/command.ts";
import { openViewer } from "./open-viewer.ts";

const cwd = emptyFolder();
const small = ["--paths", "600", "--t-end", "2", "--dt", "0.1", "-q"];
await driftgraph(["run", "switch", ...small], { cwd });
await driftgraph(["run", "switch", ...small, "--set", "sigma=0.3", "--scheme", "milstein"], {
  cwd,
});
await driftgraph(["run", "repressilator", ...small], { cwd });
await driftgraph(["run", "switch", ...small, "--sweep", "K=0.4:0.6:3", "--name", "sweep"], { cwd });
await driftgraph(["run", "switch", ...small, "--certify", "--name", "certified"], { cwd });
const viewer = await openViewer(path.join(cwd, "runs"));

describe.skipIf(viewer.skip)("the overview", { timeout: 60_000 }, () => {
  it("shows equations, circuit, parameters and how it was run, without a complaint", async () => {
    const { page, complaints } = await viewer.open("overview?run=repressilator-1");
    await page.getByRole("heading", { name: "Repressilator", exact: true }).waitFor();
    expect(await page.locator("math").count()).toBe(3);
    expect(await page.locator("math").first().getAttribute("aria-label")).toBe(
      "dA = (K^n/(K^n + B^n) - gamma*A) dt + sigma*A dW_A",
    );
    const circuit = page.getByRole("img", { name: "B represses A" });
    expect(await circuit.getAttribute("aria-label")).toBe(
      "A represses C; B represses A; C represses B.",
    );
    expect(await circuit.locator(".influence").count()).toBe(3);
    expect(await page.getByRole("row", { name: "sigma" }).textContent()).toContain("0.1");
    expect(await page.getByRole("row", { name: "B(0)" }).textContent()).toContain("0.2");
    expect(await page.locator(".settings").textContent()).toContain("Rößler SRIW1");
    expect(await page.locator(".settings").textContent()).toContain("order strong 1.5, weak 2");
    expect(complaints).toEqual([]);
  });

  it("says what differs between runs, and only that", async () => {
    const { page } = await viewer.open("overview?run=switch-1&run=switch-2");
    const table = page.getByRole("table", { name: "What differs" });
    await table.waitFor();
    const rows = await table.getByRole("row").allTextContents();
    expect(rows).toEqual(["Nameswitch-1switch-2", "schemesriw1milstein", "sigma0.10.3"]);
  });

  it("shows what a certificate says of means, paths, fates and first passages", async () => {
    const { page, complaints } = await viewer.open("overview?run=certified");
    const caption = page.getByText("95 %, from 4096 paths run at dt, dt/2 and dt/4");
    await caption.waitFor();
    const row = page.getByRole("row", { name: /^x1/ }).filter({ hasText: "±" });
    expect((await row.textContent())?.match(/ ± /g)).toHaveLength(3);
    for (const what of ["share at the end", "share that came to it", "mean time when first"]) {
      const cells = page.getByRole("row").filter({ hasText: what }).first().getByRole("cell");
      expect((await cells.allTextContents()).slice(1).join(" ")).toMatch(/±.*±/);
    }
    expect(complaints).toEqual([]);
  });

  it("leads from a sweep to its points", async () => {
    const { page } = await viewer.open("overview?run=sweep");
    await page.getByRole("button", { name: "K=0.5", exact: true }).click();
    await page.waitForFunction(() => location.hash.includes("run=sweep%2FK%3D0.5"));
    expect(
      await page.getByRole("row", { name: "K", exact: false }).first().textContent(),
    ).toContain("swept");
  });

  it("goes through time and panels by keys, and keeps its place in the address", async () => {
    const { page } = await viewer.open("overview?run=switch-1");
    await page.getByRole("slider", { name: "Time" }).waitFor();
    await page.keyboard.press(",");
    await page.keyboard.press(",");
    await page.waitForFunction(() => /[?&]t=1\.8/.test(location.hash));
    expect(await page.locator(".time-bar output").textContent()).toBe("t = 1.8");
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Keys" });
    await help.waitFor();
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "hidden" });
  });

  it("plays", async () => {
    const { page } = await viewer.open("overview?run=switch-1&t=0");
    const time = page.locator(".time-bar output");
    await page.getByRole("button", { name: "Play" }).click();
    await page.waitForFunction(() => Number(/t=([\d.]+)/.exec(location.hash)?.[1]) >= 0.2);
    await page.getByRole("button", { name: "Pause" }).click();
    const stopped = await time.textContent();
    await page.waitForTimeout(300);
    expect(await time.textContent()).toBe(stopped);
  });

  it("turns dark and light by its button, whatever the system says", async () => {
    const { page } = await viewer.open("overview?run=switch-1", { colorScheme: "light" });
    const ground = () =>
      page
        .locator("driftgraph-viewer")
        .evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(await ground()).toBe("rgb(255, 255, 255)");
    await page.getByRole("button", { name: "Colours" }).click();
    expect(await ground()).toBe("rgb(23, 25, 28)");
  });
});
