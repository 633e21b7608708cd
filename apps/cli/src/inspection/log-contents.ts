import type { EventFile, GraphDef, RunLog } from "@driftgraph/eventlog";
import { LogFolder } from "@driftgraph/eventlog/node";
import { UsageError } from "../arguments/usage-error.ts";

/** Something wrong with a file of a log. */
export interface ContentProblem {
  readonly path: string;
  readonly code: string;
  /** Bytes from the start of the file. */
  readonly offset: number;
  readonly message: string;
}

/** A tag and how many points it has. */
export interface TagPoints {
  readonly tag: string;
  readonly points: number;
}

/** What is in a log: what `driftgraph inspect --json` prints. */
export interface LogContents {
  readonly files: readonly {
    /** Relative to the run's folder. */
    readonly path: string;
    readonly bytes: number;
    readonly records: number;
    readonly problems: readonly Omit<ContentProblem, "path">[];
  }[];
  readonly events: number;
  /** The run's own graph has the tag `run`. */
  readonly graphs: readonly {
    readonly tag: string;
    readonly nodes: number;
    readonly edges: number;
  }[];
  readonly scalars: readonly TagPoints[];
  readonly histograms: readonly TagPoints[];
  readonly runMetadata: readonly string[];
  readonly problems: readonly ContentProblem[];
}

/**
 * Reads what is in a run's folder; in that of a sweep, the tags of a point have its name before them.
 *
 * @throws UsageError if there is no log.
 */
export async function readContents(folder: string): Promise<LogContents> {
  const logs = new LogFolder(folder);
  await logs.refresh({ finished: true });
  const runs = [...logs.runs.values()];
  if (runs.length === 0) throw new UsageError(`${folder} holds no event files`);
  const files = runs.flatMap((run) => run.files);
  const skipped = logs.skipped.map(({ path, message }) => ({
    path,
    code: "skipped",
    offset: 0,
    message,
  }));
  const graphs = await Promise.all(runs.map(readGraphs));
  return {
    files: files.map(describeFile),
    events: files.reduce((sum, { events }) => sum + events, 0),
    graphs: graphs.flatMap((each) => each.graphs),
    scalars: runs.flatMap((run) => tagsOf(run, "scalars")),
    histograms: runs.flatMap((run) => tagsOf(run, "histograms")),
    runMetadata: runs.flatMap((run) => run.profiles().map(({ tag }) => prefixed(run, tag))),
    problems: [
      ...files.flatMap(problemsOf),
      ...graphs.flatMap((each) => each.problems),
      ...skipped,
    ],
  };
}

function describeFile(file: EventFile): LogContents["files"][number] {
  const { path, bytes, records } = file;
  return {
    path,
    bytes,
    records,
    problems: problemsOf(file).map(({ path: _, ...problem }) => problem),
  };
}

function problemsOf({ path, problems, tail }: EventFile): ContentProblem[] {
  const known = problems.map(({ code, offset, message }) => ({ path, code, offset, message }));
  if (!tail || problems.some(({ offset }) => offset >= tail.offset)) return known;
  const message = `the last ${tail.bytes} bytes are the beginning of a record whose rest was never written`;
  return [...known, { path, code: "torn-record", offset: tail.offset, message }];
}

interface Graphs {
  readonly graphs: LogContents["graphs"];
  readonly problems: readonly ContentProblem[];
}

async function readGraphs(run: RunLog): Promise<Graphs> {
  const graphs: LogContents["graphs"][number][] = [];
  const problems: ContentProblem[] = [];
  for (const entry of run.graphs()) {
    const tag = prefixed(run, entry.tag ?? "run");
    try {
      graphs.push({ tag, ...sizeOf(await entry.read()) });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const path = run.files[0]?.path ?? run.name;
      problems.push({
        path,
        code: "not-a-graph",
        offset: 0,
        message: `graph ${tag} can't be read: ${reason}`,
      });
    }
  }
  return { graphs, problems };
}

/** Nodes and edges, those within the functions that the graph calls included. */
function sizeOf({ node, library }: GraphDef): { nodes: number; edges: number } {
  const all = [...node, ...(library?.function ?? []).flatMap((each) => each.nodeDef ?? [])];
  return { nodes: all.length, edges: all.reduce((sum, { input = [] }) => sum + input.length, 0) };
}

function tagsOf(run: RunLog, plugin: string): TagPoints[] {
  return run.tags(plugin).map(({ tag, points }) => ({ tag: prefixed(run, tag), points }));
}

function prefixed(run: RunLog, tag: string): string {
  return run.name === "." ? tag : `${run.name}/${tag}`;
}
