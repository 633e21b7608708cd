import path from "node:path";
import { describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "../cli/command.ts";
import { openViewer } from "./open-viewer.ts";
import { violations } from "./violations.ts";

const cwd = emptyFolder();
const small = ["--paths", "600", "--t-end", "2", "--dt", "0.1", "-q"];
await driftgraph(["run", "switch", ...small], { cwd });
await driftgraph(["run", "repressilator", ...small], { cwd });
const viewer = await openViewer(path.join(cwd, "runs"));

const PANELS = [
  ["overview", "math"],
  ["trajectories", ".chart"],
  ["trajectories?trajectories.of=events", ".chart"],
  ["distributions", ".chart"],
  ["distributions?distributions.view=passage", ".chart"],
  ["phase", ".chart"],
  ["graph", ".graph-canvas"],
  ["profile", ".costs tbody tr"],
  ["scalars", ".chart"],
  ["events", "text=brain.Event:2"],
] as const;

const LOOKS = [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["high contrast", { colorScheme: "dark", contrast: "more" }],
  ["400 pixels wide", { colorScheme: "light", viewport: { width: 400, height: 800 } }],
] as const;

describe.skipIf(viewer.skip).each(LOOKS)("in %s", { timeout: 60_000 }, (_, look) => {
  it.each(PANELS)("axe finds nothing wrong with %s", async (place, there) => {
    const run = place.includes("?") ? "&run=switch-1" : "?run=switch-1";
    const { page } = await viewer.open(`${place}${run}`, { ...look, bypassCSP: true });
    await page.locator(there).first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.close();
  });
});
