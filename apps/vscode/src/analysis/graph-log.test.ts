import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { writeGraphLog } from "./graph-log.ts";
import { runsIn } from "./run-facts.ts";

it("writes a log of the graphs that has an end, without a path, and only one of each model", async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "driftgraph-graphs-"));
  try {
    const request = { model: { kind: "built-in", name: "switch" }, options: {} } as const;
    const noFile = async (): Promise<undefined> => undefined;
    expect(await writeGraphLog(request, folder, noFile)).toBe("switch");
    await writeGraphLog(request, folder, noFile);
    const runs = await runsIn(folder);
    expect(runs.map(({ name, model, status, paths }) => [name, model, status, paths])).toEqual([
      ["switch", "switch", "cancelled", 0],
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
