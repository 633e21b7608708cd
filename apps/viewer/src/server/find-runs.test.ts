import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findRuns } from "./find-runs.ts";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "driftgraph-find-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function run(...parts: string[]): Promise<void> {
  const folder = path.join(root, ...parts);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "events.out.tfevents.1.host"), "");
}

const names = async (folder: string): Promise<string[]> =>
  (await findRuns(folder)).runs.map(({ name }) => name);

it("finds the folders with event files, nested ones too, in the order of their numbers", async () => {
  await run("logs", "switch-10");
  await run("logs", "switch-2");
  await run("logs", "sweep", "K=1");
  await mkdir(path.join(root, "logs", "empty"));
  expect(await names(path.join(root, "logs"))).toEqual(["sweep/K=1", "switch-2", "switch-10"]);
});

it("finds the logdir itself if it is a run", async () => {
  await run("logs");
  expect(await names(path.join(root, "logs"))).toEqual(["."]);
});

it("follows no symbolic link, to folders or files", async () => {
  await run("secret", "run");
  await mkdir(path.join(root, "logs", "linked"), { recursive: true });
  await symlink(path.join(root, "secret"), path.join(root, "logs", "way-out"), "junction");
  const file = path.join(root, "secret", "run", "events.out.tfevents.1.host");
  await symlink(file, path.join(root, "logs", "linked", "events.out.tfevents.1.host")).catch(
    () => undefined,
  );
  expect(await names(path.join(root, "logs"))).toEqual([]);
});

it("looks into no store of trajectories", async () => {
  await run("logs", "trajectories.zarr");
  expect(await names(path.join(root, "logs"))).toEqual([]);
});
