import path from "node:path";
import { describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "../cli/command.ts";
import { downloaded } from "./downloads.ts";
import { openViewer } from "./open-viewer.ts";
import { readLogged } from "./read-logged.ts";

const cwd = emptyFolder();
const small = ["--paths", "2000", "--t-end", "2", "--dt", "0.1", "-q"];
await driftgraph(["run", "switch", ...small], { cwd });
await driftgraph(["run", "switch", ...small, "--no-profile"], { cwd });
const viewer = await openViewer(path.join(cwd, "runs"));
const logged = await readLogged(path.join(cwd, "runs"), "switch-1");
const timed = (logged.profile?.ops ?? []).filter(({ selfTime }) => selfTime !== null);

/** What the ops of each scope cost together. */
const inclusive = new Map<string, number>();
for (const { name, selfTime } of timed) {
  for (let at = name.indexOf("/"); at >= 0; at = name.indexOf("/", at + 1)) {
    const scope = name.slice(0, at);
    inclusive.set(scope, (inclusive.get(scope) ?? 0) + (selfTime ?? 0));
  }
}

describe.skipIf(viewer.skip)("the profile", { timeout: 60_000 }, () => {
  it("lists what each op cost, the dearest first, as the log has it", async () => {
    const { page, complaints } = await viewer.open("profile?run=switch-1");
    const rows = page.locator(".costs tbody tr");
    await rows.first().waitFor();
    expect(await rows.count()).toBe(logged.profile?.ops.length);
    const dearest = timed.toSorted((a, b) => (b.selfTime ?? 0) - (a.selfTime ?? 0))[0];
    expect(await rows.first().locator("th").textContent()).toBe(dearest?.name);
    expect(await page.locator(".timeline li").count()).toBe(logged.profile?.phases.length);
    expect(await page.locator(".fusion").textContent()).toContain(
      `${logged.profile?.kernel?.gain.toFixed(2)} ×`,
    );
    expect(complaints).toEqual([]);
  });

  it("groups by kind, scope and place, and sorts by any column", async () => {
    const { page } = await viewer.open("profile?run=switch-1");
    const names = page.locator(".costs tbody th");
    await page.getByRole("button", { name: "kind of op" }).click();
    const kinds = new Set(logged.profile?.ops.map(({ op }) => op));
    await expect.poll(() => names.count()).toBe(kinds.size);
    await page.getByRole("button", { name: "place in the model" }).click();
    await expect
      .poll(() => names.allTextContents())
      .toContainEqual(expect.stringMatching(/^drift of x1/));
    await page.getByRole("button", { name: "scope", exact: true }).click();
    await page.getByRole("button", { name: "inclusive" }).click();
    // The machine says which it is: where little is done, a summary may have cost more than the steps.
    const dearest = [...inclusive].toSorted(([, a], [, b]) => b - a)[0]?.[1] ?? 0;
    const first = async (): Promise<number> =>
      inclusive.get((await names.first().textContent())?.split(" ")[0] ?? "") ?? 0;
    await expect.poll(first).toBeCloseTo(dearest, 6);
    expect(new URL(page.url()).hash).toContain("profile.group=scope&profile.sort=inclusive");
  });

  it("leads from a row to the graph", async () => {
    const { page } = await viewer.open("profile?run=switch-1");
    const [first] = timed;
    await page.getByRole("button", { name: first?.name ?? "", exact: true }).click();
    await page.waitForFunction(() => location.hash.startsWith("#graph?"));
    expect(decodeURIComponent(page.url())).toContain(`node=${first?.name}`);
  });

  it("makes a flame graph whose widths are the times", async () => {
    const { page } = await viewer.open("profile?run=switch-1");
    const width = async (title: string): Promise<number> => {
      const box = await page.locator(`.flame button[title^="${title}: "]`).boundingBox();
      return box?.width ?? Number.NaN;
    };
    const all = await width("all ops");
    const sum = (prefix: string): number =>
      timed
        .filter(({ name }) => name.startsWith(prefix))
        .reduce((total, { selfTime }) => total + (selfTime ?? 0), 0);
    expect((await width("scan")) / all).toBeCloseTo(sum("scan/") / sum(""), 2);
  });

  it("downloads a trace that tools for traces read", async () => {
    const { page } = await viewer.open("profile?run=switch-1");
    const { bytes } = await downloaded(page, "TRACE");
    const trace: { traceEvents: { ph: string; name: string; dur?: number; tid: number }[] } =
      JSON.parse(bytes.toString("utf8"));
    const phases = trace.traceEvents.filter(({ ph, tid }) => ph === "X" && tid === 1);
    expect(phases.map(({ name }) => name)).toEqual(logged.profile?.phases.map(({ name }) => name));
    const whole = trace.traceEvents.find(({ name, ph }) => ph === "X" && name === "all ops");
    const sum = timed.reduce((total, { selfTime }) => total + (selfTime ?? 0), 0);
    expect(whole?.dur).toBeCloseTo(sum, 3);
  });

  it("says why there is none", async () => {
    const { page } = await viewer.open("profile?run=switch-2");
    await page.getByText("started with --no-profile").waitFor();
  });
});
