import { type LoggedRun, RunLogReader } from "@driftgraph/core";
import {
  type GraphDef,
  type HistogramPoint,
  type ImagePoint,
  LogCollection,
  type LogFile,
  type RunLog,
  type RunMetadata,
  runName,
  type Scalars,
  type TextPoint,
  type Verification,
  verifyRun,
} from "@driftgraph/eventlog";
import { transfer } from "comlink";
import type { ItemDescription } from "../graph/describe-item.ts";
import type { DrawOptions } from "../graph/draw-graph.ts";
import type { DrawnGraph } from "../graph/drawn-graph.ts";
import type { SearchResult } from "../graph/search-graph.ts";
import { type MatchedRuns, matchRuns } from "../runs/match-runs.ts";
import type { BytesByPath, ListedPath } from "./bytes-by-path.ts";
import { EventList, type EventPage } from "./event-list.ts";
import { eventText } from "./event-text.ts";
import { type GraphAsked, GraphShelf } from "./graph-shelf.ts";
import { peekRun } from "./peek-run.ts";
import type { RunContents } from "./run-contents.ts";
import { describeRun, type RunEntry } from "./run-entry.ts";
import { type SweepResponse, sweepResponse } from "./sweep-response.ts";
import { WorkerFiles } from "./worker-files.ts";

/** The plugin under which our own records are logged. */
const OURS = "driftgraph";
/** The records that the list of runs is made of. */
const LISTED = ["driftgraph/run", "driftgraph/progress", "driftgraph/result"];

/** The records of a sweep's point that its response is made of. */
const OF_POINTS = /^driftgraph\/(model$|run$|times$|statistics\/|events\/)/;

/** What a look at the files brought. */
export interface Update {
  readonly runs: readonly RunEntry[];
}

/** Tags that are told to the page: a log may have millions, and nobody reads them. */
const MOST_TAGS = 20_000;
/** Images of a tag that are shown: the last ones. */
const MOST_IMAGES = 12;
/** Of a record, before its payload. */
const HEADER_BYTES = 12;

/** What was made of a run's files, and of which. */
type Cache<T> = Map<string, { readonly stamp: string; readonly value: Promise<T> }>;

/** Runs that are glanced at together; their reads go out in a few requests. */
const AT_ONCE = 256;

/**
 * Reads the runs of a set of event files and keeps what it knows of them. It lives in a worker; all that it
 * returns can be cloned.
 *
 * A run in the list is only glanced at; its files are read when something of it is asked for, and followed then.
 */
export class LogReader {
  readonly #collection = new LogCollection();
  readonly #entries = new Map<string, RunEntry>();
  /** The states of a run's files when its entry was made. */
  readonly #seen = new Map<string, string>();
  readonly #opened = new Set<string>();
  readonly #shelf = new GraphShelf(async (name) => {
    const log = await this.#run(name);
    return { log, records: async () => (await readOwn(log, ["driftgraph/graphs"])).graphs };
  });
  #files: WorkerFiles | undefined;
  #reading: Promise<unknown> = Promise.resolve();
  readonly #lists: Cache<EventList> = new Map();
  readonly #verified: Cache<readonly Verification[]> = new Map();
  #version = 0;

  /** Takes `listed` for all files that are there, and looks at what is new in them. */
  async update(bytes: BytesByPath, listed: readonly ListedPath[]): Promise<Update> {
    this.#files ??= new WorkerFiles(bytes);
    const files = this.#files;
    await files.list(listed);
    const runs = byRun(files.paths);
    for (const name of this.#entries.keys()) if (!runs.has(name)) this.#forget(name);
    await this.#readOpened();
    const stale = [...runs].filter(
      ([name, paths]) => !this.#opened.has(name) && this.#seen.get(name) !== stampOf(files, paths),
    );
    await inParallel(stale, AT_ONCE, ([name, paths]) => this.#glance(files, name, paths));
    return { runs: [...runs.keys()].sort().flatMap((name) => this.#entries.get(name) ?? []) };
  }

  /** Matches all that is known of each run with a regular expression. */
  matchRuns(source: string): MatchedRuns {
    return matchRuns(this.#entries.values(), source);
  }

  /** @throws Error when there is no such run */
  async contents(name: string): Promise<RunContents> {
    const run = await this.#run(name);
    const all = run.tags();
    const tags = all.slice(0, MOST_TAGS);
    const logged = await readOwn(
      run,
      all.filter(({ plugin }) => plugin === OURS).map(({ tag }) => tag),
    );
    const contents: RunContents = {
      name,
      version: this.#entries.get(name)?.version ?? 0,
      logged,
      tags,
      tagCount: all.length,
      graphs: run.graphs().map(({ tag, step }, index) => ({ index, tag, step })),
      profiles: run.profiles().map(({ tag, step }, index) => ({ index, tag, step })),
      problems: run.problems,
    };
    return transfer(contents, sampleBuffers(logged));
  }

  /** @throws Error when there is no such graph, or it can't be read */
  async graph(name: string, index: number): Promise<GraphDef> {
    return await found((await this.#run(name)).graphs()[index], "graph").read();
  }

  /** @throws Error when there is no such profile, or it can't be read */
  async profile(name: string, index: number): Promise<RunMetadata> {
    return await found((await this.#run(name)).profiles()[index], "profile").read();
  }

  /** Draws a graph of a run, with these scopes open. */
  async drawGraph(asked: GraphAsked, options: DrawOptions): Promise<DrawnGraph> {
    return await this.#shelf.draw(asked, options);
  }

  /** Describes an op or a scope of a graph by its full name. */
  async describeItem(asked: GraphAsked, id: string): Promise<ItemDescription | undefined> {
    return await this.#shelf.describe(asked, id);
  }

  /** Ops and scopes of a graph that match a text, or a pattern between slashes. */
  async searchGraph(asked: GraphAsked, query: string): Promise<SearchResult> {
    return await this.#shelf.search(asked, query);
  }

  /**
   * What came of the points of a sweep.
   *
   * @throws Error when there is no such run, or it is no sweep
   */
  async sweepResponse(name: string): Promise<SweepResponse> {
    const { sweep } = await readOwn(await this.#run(name), [`${OURS}/sweep`]);
    return await sweepResponse(found(sweep, "sweep"), async (point) => {
      if (!this.#entries.has(`${name}/${point}`)) return undefined;
      const run = await this.#run(`${name}/${point}`);
      const tags = run.tags().filter(({ plugin, tag }) => plugin === OURS && OF_POINTS.test(tag));
      return await readOwn(
        run,
        tags.map(({ tag }) => tag),
      );
    });
  }

  /** The scalars of several tags. */
  async scalars(name: string, tags: readonly string[]): Promise<readonly Scalars[]> {
    const run = await this.#run(name);
    // Copies of just what there is: a view would take the whole of its buffer along to the page.
    return tags.map((tag) => {
      const { steps, wallTimes, values } = run.scalars(tag);
      return { steps: steps.slice(), wallTimes: wallTimes.slice(), values: values.slice() };
    });
  }

  async histograms(name: string, tag: string): Promise<readonly HistogramPoint[]> {
    return await (await this.#run(name)).histograms(tag);
  }

  async texts(name: string, tag: string): Promise<readonly TextPoint[]> {
    return await (await this.#run(name)).texts(tag);
  }

  async images(name: string, tag: string): Promise<readonly ImagePoint[]> {
    return (await (await this.#run(name)).images(tag)).slice(-MOST_IMAGES);
  }

  /** A part of the list of a run's records. */
  async events(name: string, query: string, start: number, count: number): Promise<EventPage> {
    const list = await this.#cached(this.#lists, name, () => EventList.of(this.#filesOf(name)));
    return list.page(query, start, count);
  }

  /** A record, decoded, as text. */
  async eventText(path: string, offset: number, bytes: number): Promise<string> {
    const source = this.#files?.source(path);
    if (!source) throw new Error(`The file "${path}" isn't there any more.`);
    return eventText(await source.read(offset + HEADER_BYTES, bytes));
  }

  /** What is wrong with a run's files, and what TensorBoard would stumble over. */
  async verify(name: string): Promise<readonly Verification[]> {
    return await this.#cached(this.#verified, name, () => verifyRun(this.#filesOf(name)));
  }

  #filesOf(name: string): LogFile[] {
    const files = this.#files;
    const paths = files?.paths.filter((path) => runName(path) === name).sort() ?? [];
    // Sources of their own: the run's own reader may be at work in the same files.
    return paths.flatMap((path) => (files ? [files.another(path)] : []));
  }

  /** The last of something that was made of a run's files, as long as they are the same. */
  async #cached<T>(cache: Cache<T>, name: string, make: () => Promise<T>): Promise<T> {
    const files = this.#files;
    const stamp = files
      ? stampOf(
          files,
          files.paths.filter((path) => runName(path) === name),
        )
      : "";
    const known = cache.get(name);
    if (known?.stamp === stamp) return await known.value;
    const value = make();
    cache.clear();
    cache.set(name, { stamp, value });
    return await value;
  }

  /** The run with all its files read. */
  async #run(name: string): Promise<RunLog> {
    if (!this.#opened.has(name)) {
      this.#opened.add(name);
      await this.#readOpened();
    }
    await this.#reading;
    const run = this.#collection.runs.get(name);
    if (!run) throw new Error(`There is no run "${name}" here. It may have been deleted.`);
    return run;
  }

  /** Reads what is new in the files of opened runs; one after another, since they share a collection. */
  #readOpened(): Promise<unknown> {
    const next = this.#reading.then(async () => {
      const files = this.#files;
      const paths = files?.paths.filter((path) => this.#opened.has(runName(path))) ?? [];
      const { changed } = await this.#collection.update(
        paths.flatMap((path) => files?.file(path) ?? []),
      );
      for (const name of changed) {
        const run = this.#collection.runs.get(name);
        if (run) this.#entries.set(name, await entryOf(run, this.#nextVersion()));
      }
    });
    this.#reading = next.catch(() => undefined);
    return next;
  }

  async #glance(files: WorkerFiles, name: string, paths: readonly string[]): Promise<void> {
    const glanced = paths.toSorted().flatMap((path) => {
      const state = files.state(path);
      return state ? [{ source: files.source(path), state }] : [];
    });
    // A file that can't be read is a run all the same: opening it says what is wrong.
    const glance = await peekRun(glanced).catch(() => undefined);
    const described = describeRun(glance?.logged ?? new RunLogReader().read(), glance?.hparams);
    const version = this.#nextVersion();
    this.#entries.set(name, {
      name,
      ...described,
      startTime: glance?.startTime,
      version,
      problems: 0,
    });
    this.#seen.set(name, stampOf(files, paths));
  }

  #nextVersion(): number {
    this.#version += 1;
    return this.#version;
  }

  #forget(name: string): void {
    this.#entries.delete(name);
    this.#seen.delete(name);
    this.#opened.delete(name);
  }
}

function byRun(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const runs = new Map<string, string[]>();
  for (const path of paths) {
    const name = runName(path);
    const known = runs.get(name);
    if (known) known.push(path);
    else runs.set(name, [path]);
  }
  return runs;
}

/** Says whether any of some files is other than before. */
function stampOf(files: WorkerFiles, paths: readonly string[]): string {
  return JSON.stringify(paths.map((path) => [path, files.state(path)]));
}

async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  handle: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const work = async (): Promise<void> => {
    for (const item of queue) await handle(item);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function entryOf(run: RunLog, version: number): Promise<RunEntry> {
  const logged = await readOwn(run, LISTED);
  const { start } = logged.run ? {} : await run.hparams();
  return {
    name: run.name,
    ...describeRun(logged, start?.hparams),
    startTime: run.startTime,
    version,
    problems: run.problems.length,
  };
}

/** The memory of the sample paths: it was made for this answer, and is too much to be copied to the page. */
function sampleBuffers({ series }: LoggedRun): ArrayBufferLike[] {
  return [...new Set(series.flatMap(({ samples }) => samples.values.map(({ buffer }) => buffer)))];
}

async function readOwn(run: RunLog, tags: readonly string[]): Promise<LoggedRun> {
  const reader = new RunLogReader();
  // All at once: what is asked for together goes out as one request.
  for (const values of await Promise.all(tags.map((tag) => run.values(OURS, tag)))) {
    reader.add({ kind: "summary", values: values.map(({ value }) => value) });
  }
  return reader.read();
}

function found<T>(entry: T | undefined, what: string): T {
  if (entry === undefined) throw new Error(`The run has no such ${what}.`);
  return entry;
}
