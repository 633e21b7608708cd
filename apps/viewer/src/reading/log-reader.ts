import { type LoggedRun, RunLogReader } from "@driftgraph/core";
import {
  type GraphDef,
  type HistogramPoint,
  LogCollection,
  type RunLog,
  type RunMetadata,
  type Scalars,
  type TextPoint,
} from "@driftgraph/eventlog";
import { type BytesByPath, sourcesOf } from "./bytes-by-path.ts";
import type { RunContents } from "./run-contents.ts";
import { describeRun, type RunEntry } from "./run-entry.ts";

/** The plugin under which our own records are logged. */
const OURS = "driftgraph";
/** The records that the list of runs is made of. */
const LISTED = ["driftgraph/run", "driftgraph/progress", "driftgraph/result"];

/** What a look at the files brought. */
export interface Update {
  readonly runs: readonly RunEntry[];
}

/**
 * Reads the runs of a set of event files and keeps what it knows of them. It lives in a worker; all that it
 * returns can be cloned.
 */
export class LogReader {
  readonly #collection = new LogCollection();
  readonly #entries = new Map<string, RunEntry>();
  #version = 0;

  /** Takes the files at `paths` for all that are there, and reads what is new in them. */
  async update(bytes: BytesByPath, paths: readonly string[]): Promise<Update> {
    const { changed, gone } = await this.#collection.update(sourcesOf(bytes, paths));
    for (const name of gone) this.#entries.delete(name);
    for (const name of changed) {
      this.#version += 1;
      this.#entries.set(name, await entryOf(this.#run(name), this.#version));
    }
    const runs = [...this.#collection.runs.keys()].flatMap((name) => this.#entries.get(name) ?? []);
    return { runs };
  }

  /** @throws Error when there is no such run */
  async contents(name: string): Promise<RunContents> {
    const run = this.#run(name);
    const tags = run.tags();
    return {
      name,
      version: this.#entries.get(name)?.version ?? 0,
      logged: await readOwn(
        run,
        tags.filter(({ plugin }) => plugin === OURS).map(({ tag }) => tag),
      ),
      tags,
      graphs: run.graphs().map(({ tag, step }, index) => ({ index, tag, step })),
      profiles: run.profiles().map(({ tag, step }, index) => ({ index, tag, step })),
      problems: run.problems,
    };
  }

  /** @throws Error when there is no such graph, or it can't be read */
  async graph(name: string, index: number): Promise<GraphDef> {
    return await found(this.#run(name).graphs()[index], "graph").read();
  }

  /** @throws Error when there is no such profile, or it can't be read */
  async profile(name: string, index: number): Promise<RunMetadata> {
    return await found(this.#run(name).profiles()[index], "profile").read();
  }

  scalars(name: string, tag: string): Scalars {
    return this.#run(name).scalars(tag);
  }

  async histograms(name: string, tag: string): Promise<readonly HistogramPoint[]> {
    return await this.#run(name).histograms(tag);
  }

  async texts(name: string, tag: string): Promise<readonly TextPoint[]> {
    return await this.#run(name).texts(tag);
  }

  #run(name: string): RunLog {
    const run = this.#collection.runs.get(name);
    if (!run) throw new Error(`There is no run "${name}" here. It may have been deleted.`);
    return run;
  }
}

async function entryOf(run: RunLog, version: number): Promise<RunEntry> {
  return {
    name: run.name,
    ...describeRun(await readOwn(run, LISTED)),
    startTime: run.startTime,
    version,
    problems: run.problems.length,
  };
}

async function readOwn(run: RunLog, tags: readonly string[]): Promise<LoggedRun> {
  const reader = new RunLogReader();
  for (const tag of tags) {
    const values = await run.values(OURS, tag);
    reader.add({ kind: "summary", values: values.map(({ value }) => value) });
  }
  return reader.read();
}

function found<T>(entry: T | undefined, what: string): T {
  if (entry === undefined) throw new Error(`The run has no such ${what}.`);
  return entry;
}
