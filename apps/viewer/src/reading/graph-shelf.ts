import type { LoggedRun } from "@driftgraph/core";
import type { RunLog, RunMetadata } from "@driftgraph/eventlog";
import { describeItem, type ItemDescription } from "../graph/describe-item.ts";
import { type DrawOptions, drawGraph } from "../graph/draw-graph.ts";
import type { DrawnGraph } from "../graph/drawn-graph.ts";
import { differenceFates, optimizerFates } from "../graph/fates.ts";
import { type GraphNotes, type LoadedGraph, loadGraph } from "../graph/loaded-graph.ts";
import { type SearchResult, searchGraph } from "../graph/search-graph.ts";

/** Which graph of a run; its place in the run's list of graphs. */
export interface GraphPlace {
  readonly run: string;
  readonly index: number;
}

/** How a graph is asked for: by itself, or as one of two that are compared. */
export interface GraphAsked extends GraphPlace {
  readonly against?: (GraphPlace & { readonly is: "before" | "after" }) | undefined;
}

/** What the shelf is told of a run. */
export interface ShelfRun {
  readonly log: RunLog;
  /** Reads our own record of the run's graphs. */
  records(): Promise<LoggedRun["graphs"]>;
}

/** The tag under which the graph is logged as it was built. */
const BUILT = "built";
/** Graphs that are kept while others are looked at. */
const KEPT = 6;

/** Keeps the graphs that are looked at, resolved, so that opening a scope is quick. */
export class GraphShelf {
  readonly #run: (name: string) => Promise<ShelfRun>;
  readonly #loaded = new Map<string, Promise<LoadedGraph>>();

  /** @param run finds a run; throws if there is none */
  constructor(run: (name: string) => Promise<ShelfRun>) {
    this.#run = run;
  }

  async draw(asked: GraphAsked, options: DrawOptions): Promise<DrawnGraph> {
    return drawGraph(await this.#get(asked), options);
  }

  async describe(asked: GraphAsked, id: string): Promise<ItemDescription | undefined> {
    return describeItem(await this.#get(asked), id);
  }

  async search(asked: GraphAsked, query: string): Promise<SearchResult> {
    return searchGraph(await this.#get(asked), query);
  }

  async #get(asked: GraphAsked): Promise<LoadedGraph> {
    const { run, index, against } = asked;
    const { log } = await this.#run(run);
    const compared = against && `${against.run} ${against.index} ${against.is}`;
    // A run that is being written may get its profile later.
    const key = `${run} ${index} ${log.graphs().length} ${log.profiles().length} ${compared ?? ""}`;
    const known = this.#loaded.get(key);
    const loading = known ?? this.#load(asked);
    // The one that was used last is the last to go.
    this.#loaded.delete(key);
    this.#loaded.set(key, loading);
    for (const old of this.#loaded.keys()) {
      if (this.#loaded.size <= KEPT) break;
      this.#loaded.delete(old);
    }
    try {
      return await loading;
    } catch (error) {
      this.#loaded.delete(key);
      throw error;
    }
  }

  async #load({ run, index, against }: GraphAsked): Promise<LoadedGraph> {
    const { log, records: read } = await this.#run(run);
    const entry = log.graphs()[index];
    if (!entry) throw new Error("The run has no such graph.");
    const def = await entry.read();
    const records = await read();
    const isBuilt = entry.tag === BUILT;
    const notes: GraphNotes = {
      profile: isBuilt ? undefined : await profileFor(log, entry.tag),
      ops: isBuilt ? records?.built : records?.optimized,
      fates: isBuilt && records ? optimizerFates(records.becomes) : undefined,
    };
    if (!against) return loadGraph(def, notes);
    const other = await this.#get({ run: against.run, index: against.index });
    const alone = loadGraph(def, notes);
    const fates = differenceFates(alone.graph, other.graph, against.is);
    return { ...alone, notes: { ...notes, fates, other, side: against.is } };
  }
}

/** The profile that was taken of a graph: under its tag, or for the run's own graph the first. */
async function profileFor(log: RunLog, tag: string | undefined): Promise<RunMetadata | undefined> {
  const profiles = log.profiles();
  const entry = profiles.find((one) => one.tag === tag) ?? profiles[0];
  try {
    return await entry?.read();
  } catch {
    // The graph is worth showing without its times; Events says what is wrong with the record.
    return undefined;
  }
}
