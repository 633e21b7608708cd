import { RunLogReader } from "@driftgraph/core";
import type { RunLog } from "@driftgraph/eventlog";
import { LogFolder } from "@driftgraph/eventlog/node";

/** What the list of runs shows of one run. */
export interface LoggedRunFacts {
  /** The run's folder relative to the folder of logs, with `/`. */
  readonly name: string;
  /** The model's name; undefined for a log of another program. */
  readonly model?: string;
  readonly title?: string;
  /** Seconds since 1970. */
  readonly startTime?: number;
  /** `running` as long as the log has no end: or the program that wrote it was killed. */
  readonly status: "running" | "finished" | "cancelled" | "failed" | "foreign";
  readonly error?: string;
  readonly command?: string;
  readonly scheme?: string;
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  readonly parameters: Readonly<Record<string, number>>;
  readonly paths?: number;
  /** Number of the sweep's points; 0 without a sweep. */
  readonly points: number;
  /** Milliseconds that the simulation took. */
  readonly duration?: number;
  readonly warnings: readonly string[];
}

const PLUGIN = "driftgraph";
const DOCUMENTS = ["run", "result", "sweep"].map((kind) => `${PLUGIN}/${kind}`);

const folders = new Map<string, LogFolder>();

/** The runs in a folder of logs, newest first; those of a sweep's points are left out. */
export async function runsIn(folder: string): Promise<LoggedRunFacts[]> {
  const logs = folders.get(folder) ?? new LogFolder(folder);
  folders.set(folder, logs);
  await logs.refresh();
  const found: LoggedRunFacts[] = [];
  for (const [name, log] of logs.runs) {
    if (!belongsToSweep(name, logs.runs)) found.push(await factsOf(name, log));
  }
  return found.sort((a, b) => (b.startTime ?? 0) - (a.startTime ?? 0));
}

/** The cost of each op of a run, and the places of its graph's nodes in the model. */
export async function documentsOf(log: RunLog, kinds: readonly string[]) {
  const reader = new RunLogReader();
  for (const kind of kinds) {
    for (const { value } of await log.values(PLUGIN, kind))
      reader.add({ kind: "summary", values: [value] });
  }
  return reader.read();
}

/** The log of one run in a folder of logs. */
export async function runLog(folder: string, name: string): Promise<RunLog | undefined> {
  const logs = folders.get(folder) ?? new LogFolder(folder);
  folders.set(folder, logs);
  await logs.refresh();
  return logs.runs.get(name);
}

function belongsToSweep(name: string, runs: ReadonlyMap<string, unknown>): boolean {
  const slash = name.lastIndexOf("/");
  return slash > 0 && runs.has(name.slice(0, slash));
}

async function factsOf(name: string, log: RunLog): Promise<LoggedRunFacts> {
  const { run, result, sweep } = await documentsOf(log, DOCUMENTS);
  const start = log.startTime === undefined ? {} : { startTime: log.startTime };
  if (!run)
    return {
      name,
      ...start,
      status: "foreign",
      settings: {},
      parameters: {},
      points: 0,
      warnings: [],
    };
  return {
    name,
    ...start,
    model: run.model,
    ...(run.title !== undefined && { title: run.title }),
    status: result?.status ?? "running",
    ...(result?.error !== undefined && { error: result.error }),
    ...(run.command !== undefined && { command: run.command }),
    scheme: run.scheme.name,
    settings: run.settings,
    parameters: run.parameters,
    ...(result && { paths: result.paths, duration: result.timings.run ?? 0 }),
    points: sweep?.points.length ?? 0,
    warnings: result?.warnings ?? [],
  };
}
