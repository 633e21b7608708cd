import { copyFile, mkdir, readdir, readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { type LoggedRun, RunLogReader } from "@driftgraph/core";
import { bytesSource, readEvents } from "@driftgraph/eventlog";
import { expect, it } from "vitest";
import { driftgraph, emptyFolder } from "../cli/command.ts";

const cwd = emptyFolder();
const secret = path.join(cwd, "alice's secret project");
await mkdir(secret);
const example = new URL("../../examples/negative-feedback.ts", import.meta.url);
const model = path.join(secret, "feedback.ts");
await copyFile(fileURLToPath(example), model);
const small = ["--paths", "300", "--t-end", "1", "--dt", "0.1", "-q"];
await driftgraph(
  ["run", model, ...small, `--logdir=${path.join(secret, "out")}`, "--name", "run"],
  {
    cwd,
  },
);
const run = path.join(secret, "out", "run");
const share = (file: string, ...options: string[]) =>
  driftgraph(["share", run, "-o", file, ...options], { cwd });

/** The event files in a report. */
async function filesIn(file: string): Promise<readonly { path: string; bytes: Buffer }[]> {
  const html = await readFile(path.join(cwd, file), "utf8");
  const blocks = html.matchAll(
    /<script type="application\/x-driftgraph-events" data-path="([^"]*)">([^<]*)</g,
  );
  return Array.from(blocks, ([, name = "", packed = ""]) => ({
    path: name,
    bytes: gunzipSync(Buffer.from(packed, "base64")),
  }));
}

async function logged(bytes: Uint8Array): Promise<LoggedRun> {
  const reader = new RunLogReader();
  for await (const { event } of readEvents(bytesSource(bytes))) reader.add(event);
  return reader.read();
}

it.each([
  ["whole.html", []],
  ["thinned.html", ["--limit", "1.6MB"]],
])("%s names no folder and no machine", async (name, options) => {
  expect((await share(name, ...options)).code).toBe(0);
  const [file, ...others] = await filesIn(name);
  expect(others).toEqual([]);
  expect(file?.path).toMatch(/^run\/events\.out\.tfevents\.\d{10}\.shared\.0\.0$/);
  const text = file?.bytes.toString("latin1") ?? "";
  expect(text).toContain('"file":"feedback.ts"');
  expect(text).not.toContain("secret project");
  expect(text).not.toContain(os.tmpdir());
  const html = await readFile(path.join(cwd, name), "utf8");
  expect(html).not.toContain("secret project");
});

it("says all else as it was", async () => {
  const [name = ""] = await readdir(run);
  const before = await logged(await readFile(path.join(run, name)));
  const [shared] = await filesIn("whole.html");
  const after = await logged(shared?.bytes ?? new Uint8Array());
  expect(after.problems).toEqual([]);
  expect(before.model?.file).toBe(model);
  expect(after.model).toEqual({ ...before.model, file: "feedback.ts" });
  expect(after.run?.command).toMatch(/run '?feedback\.ts'? .*--logdir='?out'?/);
  expect({ ...after.run, command: "" }).toEqual({ ...before.run, command: "" });
  expect(after.series).toEqual(before.series);
  expect(after.graphs).toEqual(before.graphs);
  // The log itself keeps the path: a path of the run can be run again from wherever one is.
  const replayed = await driftgraph(["replay", run, "--path", "3"], { cwd: os.tmpdir() });
  expect(replayed.code).toBe(0);
});
