import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { manifestOf, ROOT } from "../../scripts/workspace.mjs";

const execute = promisify(execFile);
const pinned = String(manifestOf(ROOT).packageManager).replace("pnpm@", "");

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "driftgraph-bootstrap-"));
  await mkdir(path.join(folder, "bin"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.skipIf(process.platform === "win32")("with nothing but Node on the PATH", () => {
  it("the root commands fetch the pinned pnpm, once", async () => {
    await symlink(process.execPath, path.join(folder, "bin", "node"));
    const first = await pnpm("--version");
    expect(first.stdout.trim()).toBe(pinned);
    expect(first.stderr).toContain(`Fetching pnpm ${pinned}`);
    expect(await readdir(path.join(folder, "cache", "driftgraph"))).toEqual([`pnpm-${pinned}`]);
    const second = await pnpm("--version");
    expect(second.stdout.trim()).toBe(pinned);
    expect(second.stderr).not.toContain("Fetching");
  }, 120_000);
});

function pnpm(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const env = {
    ...process.env,
    PATH: path.join(folder, "bin"),
    XDG_CACHE_HOME: path.join(folder, "cache"),
  };
  return execute(process.execPath, [path.join(ROOT, "scripts", "pnpm.mjs"), ...args], { env });
}
