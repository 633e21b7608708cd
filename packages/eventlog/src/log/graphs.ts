import { MalformedMessageError, SourceError } from "../errors.ts";
import type { GraphDef } from "../graph/graph.ts";
import { decodeGraph } from "../graph/graph-def.ts";
import { kerasGraph } from "../graph/keras-model.ts";
import { decodeRunMetadata } from "../profile/decode.ts";
import type { RunMetadata } from "../profile/run-metadata.ts";
import { byteStrings } from "../tensor/tensor.ts";
import type { EventFile } from "./event-file.ts";
import type { GraphEntry, ProfileEntry } from "./points.ts";
import type { RecordPlace, Series } from "./series.ts";

const GRAPH_AND_PROFILE = "graph_run_metadata";
const KERAS = "graph_keras_model";
const GRAPH_PLUGINS: ReadonlySet<string> = new Set([
  GRAPH_AND_PROFILE,
  "graph_run_metadata_graph",
  KERAS,
]);

/** All graphs of a file: the run's own, then those under tags. */
export function graphsOf(file: EventFile): readonly GraphEntry[] {
  const own = file.graphs.map((place) => ({
    tag: undefined,
    plugin: undefined,
    step: 0,
    read: () => runGraph(file, place),
  }));
  const tagged = entriesOf(file, GRAPH_PLUGINS).map(([series, i]) => ({
    tag: series.tag,
    plugin: series.plugin,
    step: series.steps.at(i),
    read: async () =>
      series.plugin === KERAS
        ? kerasGraph(new TextDecoder().decode(await bytesAt(file, series, i)))
        : functionGraph(decodeRunMetadata(await bytesAt(file, series, i))),
  }));
  return [...own, ...tagged];
}

/** All profiles of a file: those of the run's own graph, then those that carry their graph. */
export function profilesOf(file: EventFile): readonly ProfileEntry[] {
  const own = file.profiles.map(({ tag, step, place }) => ({
    tag,
    step,
    read: () => taggedProfile(file, place),
  }));
  const withGraph = entriesOf(file, new Set([GRAPH_AND_PROFILE])).map(([series, i]) => ({
    tag: series.tag,
    step: series.steps.at(i),
    read: async () => decodeRunMetadata(await bytesAt(file, series, i)),
  }));
  return [...own, ...withGraph];
}

function entriesOf(file: EventFile, plugins: ReadonlySet<string>): readonly [Series, number][] {
  return [...file.series]
    .filter(({ plugin }) => plugins.has(plugin))
    .flatMap((series) =>
      Array.from(series.steps.values(), (_, i): [Series, number] => [series, i]),
    );
}

async function runGraph(file: EventFile, place: RecordPlace): Promise<GraphDef> {
  const event = await file.event(place);
  if (event?.kind === "graph") return decodeGraph(event.graphDef);
  throw gone(file);
}

async function taggedProfile(file: EventFile, place: RecordPlace): Promise<RunMetadata> {
  const event = await file.event(place);
  if (event?.kind === "run-metadata") return decodeRunMetadata(event.runMetadata);
  throw gone(file);
}

async function bytesAt(file: EventFile, series: Series, i: number): Promise<Uint8Array> {
  const data = (await file.values(series, i, i + 1))[0]?.value.data;
  if (data === undefined) throw gone(file);
  const bytes = data.kind === "tensor" ? byteStrings(data.tensor)[0] : undefined;
  if (bytes !== undefined) return bytes;
  throw new MalformedMessageError(`tag "${series.tag}" of ${series.plugin} holds no string tensor`);
}

// TensorBoard merges the graphs of all functions; most have one.
function functionGraph({ functionGraphs }: RunMetadata): GraphDef {
  const graphs = functionGraphs.flatMap(({ preOptimization }) => preOptimization ?? []);
  const [first, ...others] = graphs;
  if (first === undefined) throw new MalformedMessageError("the RunMetadata carries no graph");
  if (others.length === 0) return first;
  const functions = graphs.flatMap(({ library }) => library?.function ?? []);
  return { node: graphs.flatMap(({ node }) => node), library: { function: functions } };
}

function gone(file: EventFile): SourceError {
  return new SourceError(`${file.path}: the record is no longer there, or no longer intact`);
}
