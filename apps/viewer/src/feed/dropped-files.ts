import {
  decodeGraph,
  encodeEvent,
  encodeGraph,
  encodeRecord,
  fileVersionEvent,
  graphEvent,
  isEventFileName,
} from "@driftgraph/eventlog";
import { unzip } from "fflate";
import { parseTextGraph } from "./text-graph.ts";

/** A file that was dropped, with its path below what was dropped. */
export interface DroppedFile {
  readonly path: string;
  readonly file: Blob;
}

/** The event files that could be made of dropped files, and what couldn't, in words. */
export interface TakenFiles {
  readonly files: readonly DroppedFile[];
  readonly problems: readonly string[];
}

/** A graph in one file may be as long; a zip may hold as much. */
const LONGEST_GRAPH = 2 ** 29;
const LONGEST_ZIP = 2 ** 30;

/** Event files, graphs (`.pb`, `.pbtxt`) and zipped runs, as event files. All others are named as problems. */
export async function takeFiles(dropped: readonly DroppedFile[]): Promise<TakenFiles> {
  const files: DroppedFile[] = [];
  const problems: string[] = [];
  for (const one of dropped) {
    try {
      files.push(...(await filesIn(one)));
    } catch (error) {
      problems.push(`${one.path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  // A folder has other files, too: they only matter when there is nothing else.
  const matter = dropped.length === 1 || files.length === 0 ? problems : problems.filter(isOfGraph);
  return { files, problems: matter };
}

function isOfGraph(problem: string): boolean {
  return /\.(pb|pbtxt|zip): /.test(problem);
}

async function filesIn({ path, file }: DroppedFile): Promise<readonly DroppedFile[]> {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name.endsWith(".zip")) return await filesInZip(path, file);
  if (isEventFileName(name)) return [{ path, file }];
  if (!/\.(pb|pbtxt|graphdef)$/i.test(name)) {
    throw new Error("this is no event file, no graph (.pb, .pbtxt) and no zip of runs");
  }
  if (file.size > LONGEST_GRAPH) throw new Error("the file is too long for one graph");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const graph = name.toLowerCase().endsWith(".pbtxt")
    ? encodeGraph(parseTextGraph(new TextDecoder().decode(bytes)))
    : graphBytes(bytes);
  return [{ path: `${path}/events.out.tfevents`, file: logOf(graph) }];
}

/** A log with nothing but a graph. */
function logOf(graph: Uint8Array): Blob {
  const event = { ...graphEvent(0, { node: [] }), kind: "graph" as const, graphDef: graph };
  const records = [fileVersionEvent(0), event].map((one) => encodeRecord(encodeEvent(one)));
  return new Blob(records.map((record) => record.slice()));
}

/** The GraphDef in a `.pb`: the file itself, or the graph of a SavedModel's or MetaGraphDef. */
function graphBytes(bytes: Uint8Array): Uint8Array {
  const candidates = [bytes, inside(bytes, [2, 2]), inside(bytes, [2])];
  for (const candidate of candidates) {
    try {
      if (candidate && decodeGraph(candidate).node.length > 0) return candidate;
    } catch {
      // Then it may be one of the others.
    }
  }
  throw new Error("there is no graph in it that TensorFlow could have written");
}

/** The first embedded message along a path of field numbers; undefined if there is none. */
function inside(bytes: Uint8Array, [field, ...rest]: readonly number[]): Uint8Array | undefined {
  if (field === undefined) return bytes;
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 64; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
    }
    return value;
  };
  while (at < bytes.length) {
    const key = varint();
    const type = key % 8;
    if (type === 0) varint();
    else if (type === 1) at += 8;
    else if (type === 5) at += 4;
    else if (type !== 2) return undefined;
    else {
      const length = varint();
      if (Math.floor(key / 8) === field) return inside(bytes.subarray(at, at + length), rest);
      at += length;
    }
  }
  return undefined;
}

async function filesInZip(path: string, file: Blob): Promise<readonly DroppedFile[]> {
  if (file.size > LONGEST_ZIP) throw new Error("the zip is too long to be opened in a browser");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const entries = await new Promise<Record<string, Uint8Array>>((resolve, reject) => {
    let total = 0;
    unzip(
      bytes,
      {
        // A small zip can claim to hold very much.
        filter: ({ name, originalSize }) => {
          total += originalSize;
          return isEventFileName(name.slice(name.lastIndexOf("/") + 1)) && total <= LONGEST_ZIP;
        },
      },
      (error, found) => (error ? reject(error) : resolve(found)),
    );
  });
  const base = path.replace(/\.zip$/i, "");
  const names = Object.keys(entries);
  if (names.length === 0) throw new Error("there are no event files in this zip");
  const hasRoot = names.every((name) => name.startsWith(`${names[0]?.split("/")[0]}/`));
  return names.map((name) => ({
    path: hasRoot ? name : `${base}/${name}`,
    file: new Blob([(entries[name] ?? new Uint8Array()).slice()]),
  }));
}
