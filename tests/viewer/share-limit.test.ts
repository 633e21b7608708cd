import { existsSync } from "node:fs";
import { cp, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/chromium.ts";
import { driftgraph, emptyFolder } from "../cli/command.ts";
import { downloadedTable } from "./downloads.ts";

const cwd = emptyFolder();
await driftgraph(["run", "switch", "--paths", "2000", "-q"], { cwd });
const share = (file: string, ...options: string[]) =>
  driftgraph(["share", "runs/switch-1", "-o", file, ...options], { cwd });
await share("whole.html");
const whole = (await stat(path.join(cwd, "whole.html"))).size;
// Below the whole by what only repeats our tables, and some of the sample paths.
const limit = whole - 80_000;
const thinned = await share("thinned.html", "--limit", String(limit));
const launched = await launchChromium();

const ONE_IN = /only one in (\d+) of the sample paths is here/;

describe("a report with a limit", () => {
  it("is no larger, and the command says what was left out", async () => {
    expect(thinned.code).toBe(0);
    expect((await stat(path.join(cwd, "thinned.html"))).size).toBeLessThanOrEqual(limit);
    expect(thinned.out).toMatch(ONE_IN);
    expect(thinned.out).toContain("the scalars and histograms for TensorBoard");
  });

  it("is the same to the byte each time, of a copy of the run, too", async () => {
    await share("again.html", "--limit", String(limit));
    await cp(path.join(cwd, "runs"), path.join(cwd, "copied"), { recursive: true });
    await driftgraph(["share", "copied/switch-1", "-o", "copied.html", "--limit", String(limit)], {
      cwd,
    });
    const [first, ...others] = await Promise.all(
      ["thinned.html", "again.html", "copied.html"].map((name) => readFile(path.join(cwd, name))),
    );
    for (const other of others) expect(first?.equals(other)).toBe(true);
  });

  it.each(["1k", "600k", "0.5MB"])("of %s is refused: it says what is needed", async (size) => {
    const { code, err, out } = await share("small.html", "--limit", size);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/don't fit into \d+ kB.*they need \d\.\d\d MB, of which the viewer itself/);
    expect(existsSync(path.join(cwd, "small.html"))).toBe(false);
    // What it says is right.
    const [, needed = ""] = /they need (\d\.\d\d MB)/.exec(err) ?? [];
    const file = `needed-${size}.html`;
    expect((await share(file, "--limit", needed.replace(" ", ""))).code).toBe(0);
    expect((await stat(path.join(cwd, file))).size).toBeLessThan(
      Number.parseFloat(needed) * 2 ** 20,
    );
  });

  it.each(["0", "-1", "much", "5 parsecs"])("of %j is no size", async (size) => {
    const { code, err } = await share("none.html", `--limit=${size}`);
    expect(code).toBe(2);
    expect(err).toContain("expected a size such as 5MB");
  });
});

describe.skipIf("skip" in launched)("its page", { timeout: 60_000 }, () => {
  afterAll(async () => {
    if ("browser" in launched) await launched.browser.close();
  });

  it("says what was left out, and shows the sample that is there up to the last time", async () => {
    if ("skip" in launched) return;
    const page = await launched.browser.newPage();
    const address = (name: string) => `${pathToFileURL(path.join(cwd, name))}#trajectories`;
    const tables = [];
    for (const name of ["whole.html", "thinned.html"]) {
      await page.goto("about:blank");
      await page.goto(address(name));
      await page.locator(".chart").first().waitFor();
      tables.push(await downloadedTable(page));
      const notice = await page.locator(".notice").allTextContents();
      expect(notice).toHaveLength(name === "whole.html" ? 0 : 1);
      if (name !== "whole.html") expect(notice[0]).toMatch(ONE_IN);
    }
    const [all = new Map<string, string[]>(), some = new Map<string, string[]>()] = tables;
    const one = Number(ONE_IN.exec(thinned.out)?.[1]);
    const paths = (table: ReadonlyMap<string, string[]>) =>
      [...table.keys()].filter((column) => column.startsWith("x1 path"));
    expect(paths(some)).toEqual(paths(all).filter((_, i) => i % one === 0));
    expect(some.get("time")?.at(-1)).toBe(all.get("time")?.at(-1));
    // What is there is as exact as before.
    for (const column of paths(some)) {
      const values = some
        .get("time")
        ?.map((time) => all.get(column)?.[all.get("time")?.indexOf(time) ?? -1]);
      expect(some.get(column)).toEqual(values);
    }
  });
});
