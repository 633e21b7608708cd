import { type LoggedRun, RunLogReader } from "@driftgraph/core";
import { LogFolder } from "@driftgraph/eventlog/node";

/** What the log of a run in a folder holds, read without the viewer. */
export async function readLogged(logdir: string, name: string): Promise<LoggedRun> {
  const folder = new LogFolder(logdir);
  await folder.refresh();
  const run = folder.runs.get(name);
  if (!run) throw new Error(`no run ${name} in ${logdir}`);
  const reader = new RunLogReader();
  for (const { tag, plugin } of run.tags()) {
    if (plugin !== "driftgraph") continue;
    const values = await run.values(plugin, tag);
    reader.add({ kind: "summary", values: values.map(({ value }) => value) });
  }
  return reader.read();
}
