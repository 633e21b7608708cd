import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import module from "node:module";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { COMMAND, driftgraph, emptyFolder } from "./command.ts";

const cwd = emptyFolder();
const RUN = ["run", "switch", "--paths", "1000", "--json"];

const PACKAGE = path.dirname(path.dirname(COMMAND));
const MODEL = `import { defineModel } from "@driftgraph/core";
export default defineModel({
  name: "own", interpretation: "ito", parameters: {}, state: { x: 1 }, drift: { x: "-x" }, diffusion: { x: 1 },
  run: { paths: 50, tEnd: 1, dt: 0.5 },
});
`;

interface Report {
  readonly statistics: unknown;
}

/** The results of a run whose compiled code is kept in a folder. */
async function statistics(cache: string): Promise<unknown> {
  const ended = await driftgraph(RUN, { cwd, env: { XDG_CACHE_HOME: cache } });
  expect(ended).toMatchObject({ code: 0, err: expect.not.stringContaining("rror") });
  const report: Report = JSON.parse(ended.out);
  return report.statistics;
}

/** The only file of compiled code in a folder. */
function keptFile(cache: string): string {
  const folder = path.join(cache, "driftgraph", "compiled-code");
  const names = readdirSync(folder);
  expect(names).toHaveLength(1);
  return path.join(folder, names[0] ?? "");
}

// Newer Nodes keep compiled code by themselves, and in other places.
const nodeKeepsIt = "enableCompileCache" in module || process.platform !== "linux";

describe.skipIf(nodeKeepsIt)("compiled code", () => {
  it("is kept by the first run and used by the next, which gives the same", async () => {
    const cache = path.join(cwd, "cache");
    const first = await statistics(cache);
    const kept = readFileSync(keptFile(cache));
    expect(await statistics(cache)).toEqual(first);
    expect(readFileSync(keptFile(cache)).equals(kept)).toBe(true);
  });

  it("is made anew when it is damaged anywhere", async () => {
    const cache = path.join(cwd, "damaged");
    const first = await statistics(cache);
    const whole = readFileSync(keptFile(cache));
    const flipped = Buffer.from(whole).fill(0x5a, whole.length >> 1, (whole.length >> 1) + 64);
    for (const damaged of [flipped, whole.subarray(0, 100), Buffer.alloc(0)]) {
      writeFileSync(keptFile(cache), damaged);
      expect(await statistics(cache)).toEqual(first);
      expect(readFileSync(keptFile(cache)).length).toBeGreaterThan(100_000);
    }
  });

  // What is kept names the file that it was compiled from: another copy's would be taken for a model's.
  it("is that of one copy of the command alone: a model run by another one is still its own file", async () => {
    const env = { XDG_CACHE_HOME: path.join(cwd, "shared") };
    writeFileSync(path.join(cwd, "model.mjs"), MODEL);
    expect((await driftgraph(["run", "model.mjs", "--quiet"], { cwd, env })).code).toBe(0);
    const copy = path.join(cwd, "copy");
    for (const part of ["bin", "dist", "package.json"])
      cpSync(path.join(PACKAGE, part), path.join(copy, part), { recursive: true });
    symlinkSync(path.join(PACKAGE, "node_modules"), path.join(copy, "node_modules"));
    const args = ["run", "model.mjs", "--quiet", "--name", "by-copy"];
    const command = path.join(copy, "bin", "driftgraph.mjs");
    const ended = spawnSync(process.execPath, [command, ...args], {
      cwd,
      env: { ...process.env, ...env },
      encoding: "utf8",
    });
    expect(ended.stderr).toBe("");
    const replayed = await driftgraph(["replay", "runs/by-copy", "--path", "1"], { cwd, env });
    expect(replayed).toMatchObject({ code: 0, err: "" });
  });

  it("is done without where nothing can be kept", async () => {
    const cache = path.join(cwd, "a file");
    writeFileSync(cache, "");
    expect(await statistics(cache)).toHaveLength(2 * 91);
    expect(readFileSync(cache, "utf8")).toBe("");
  });

  it("is done without for a user who has no home", async () => {
    const env = { HOME: "", XDG_CACHE_HOME: "" };
    expect((await driftgraph(RUN, { cwd, env })).code).toBe(0);
    expect(readdirSync(cwd)).not.toContain(".cache");
  });
});
