import { cp, mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { startViewServer } from "@driftgraph/viewer/server";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "../cli/command.ts";
import { writeHostileLogs } from "./hostile-logs.ts";
import { openViewer } from "./open-viewer.ts";
import { violations } from "./violations.ts";

const cwd = emptyFolder();
const logdir = path.join(cwd, "runs");
const small = ["--paths", "300", "--t-end", "1", "--dt", "0.1", "-q"];
await driftgraph(["run", "switch", ...small], { cwd });
await driftgraph(["run", "switch", ...small, "--set", "sigma=0.3"], { cwd });
await writeHostileLogs(logdir, ["2 GB length", "no log at all", "empty", "NaN scalars"]);
const others = fileURLToPath(new URL("../../packages/eventlog/fixtures", import.meta.url));
for (const name of ["tensorflow2", "keras", "pytorch"]) {
  await cp(path.join(others, name), path.join(logdir, name), { recursive: true });
}
await mkdir(path.join(cwd, "nothing"));
const viewer = await openViewer(logdir);
const nothing = await startViewServer({ logdir: path.join(cwd, "nothing"), ports: [0] });
afterAll(() => nothing.close());

const LOOKS = [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
] as const;

const PLACES = [
  ["overview?run=tensorflow2", "text=A log of another program"],
  ["overview?run=pytorch/trial&run=pytorch", "text=Hyperparameters"],
  ["overview?run=2 GB length", "text=A damaged log"],
  ["overview?run=no log at all", "text=This log can't be read"],
  ["overview?run=empty", "text=This log is empty so far"],
  ["trajectories?run=tensorflow2", "text=Another program wrote it"],
  ["scalars?run=tensorflow2", ".chart"],
  ["scalars?run=NaN scalars", ".chart"],
  ["graph?run=keras/train", ".graph-canvas"],
  ["profile?run=pytorch", "[role=tabpanel] >> text=/profile/i"],
  ["events?run=2 GB length", "text=/findings/"],
  ["overview?run=switch-1&run=switch-2&filter=(&filter.regex=1", "text=/Invalid regular/"],
] as const;

/** What opens over the page. */
const OPENED: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ["what is said of a run", (page) => page.getByRole("button", { name: "About switch-2" }).click()],
  [
    "the question before a run is deleted",
    async (page) => {
      await page.getByRole("button", { name: "About switch-2" }).click();
      await page.getByRole("button", { name: "Delete …" }).click();
    },
  ],
  ["the keys", (page) => page.getByRole("button", { name: "Keys" }).click()],
];

describe.skipIf(viewer.skip).each(LOOKS)("in %s", { timeout: 60_000 }, (_, look) => {
  const options = { ...look, bypassCSP: true };

  it.each(PLACES)("axe finds nothing wrong with %s", async (place, there) => {
    const { page } = await viewer.open(place, options);
    await page.locator(there).first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  it.each(OPENED)("axe finds nothing wrong with %s", async (_name, open) => {
    const { page } = await viewer.open("overview?run=switch-1", options);
    await page.locator("math").first().waitFor();
    await open(page);
    await page.getByRole("dialog").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  it("axe finds nothing wrong with a logdir without runs", async () => {
    const { page } = await viewer.open("overview?run=switch-1", options);
    await page.goto(nothing.url);
    await page.getByText("No run logs here yet").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.close();
  });
});
