import {
  decodeHParams,
  type HParamsData,
  type SessionEnd,
  type SessionStart,
} from "../hparams/hparams.ts";
import type { LogProblem } from "../read/problem.ts";
import { bucketsOf } from "../summary/histogram.ts";
import { byteStrings, tensorStrings } from "../tensor/tensor.ts";
import type { EventFile, ValueAt } from "./event-file.ts";
import { seriesKey } from "./file-index.ts";
import { graphsOf, profilesOf } from "./graphs.ts";
import type {
  GraphEntry,
  HistogramPoint,
  ImagePoint,
  ProfileEntry,
  Scalars,
  TagInfo,
  TensorPoint,
  TextPoint,
} from "./points.ts";

/** A problem with the file it is in. */
export interface FileProblem extends LogProblem {
  readonly path: string;
}

/** What a run was started with and how it ended, as far as its log says so. */
export interface RunHParams {
  readonly start?: SessionStart;
  readonly end?: SessionEnd;
}

/**
 * One run: the event files of one folder, in the order of their names, as one log.
 *
 * All methods that fetch reject with SourceError when a file can't be read; what is damaged is left out.
 */
export class RunLog {
  /** The folder relative to the folder of logs, with `/`; "." for that folder itself. */
  readonly name: string;
  readonly files: readonly EventFile[];

  constructor(name: string, files: readonly EventFile[]) {
    this.name = name;
    this.files = files;
  }

  /** All tags, of one plugin if it is given, in the order of their first appearance. */
  tags(plugin?: string): readonly TagInfo[] {
    const tags = new Map<string, TagInfo>();
    for (const series of this.files.flatMap((file) => [...file.series])) {
      if (plugin !== undefined && series.plugin !== plugin) continue;
      const key = seriesKey(series.plugin, series.tag);
      const points = (tags.get(key)?.points ?? 0) + series.length;
      tags.set(key, { tag: series.tag, plugin: series.plugin, points });
    }
    return [...tags.values()];
  }

  /** The scalars of a tag, from memory; empty if there are none. */
  scalars(tag: string): Scalars {
    const series = this.files.flatMap((file) => file.find("scalars", tag) ?? []);
    return {
      steps: join(series.map(({ steps }) => steps.values())),
      wallTimes: join(series.map(({ wallTimes }) => wallTimes.values())),
      values: join(series.map(({ scalars }) => scalars.values())),
    };
  }

  /** The histograms of a tag, of both forms. */
  async histograms(tag: string): Promise<readonly HistogramPoint[]> {
    return (await this.values("histograms", tag)).flatMap(({ step, wallTime, value }) => {
      const buckets = bucketsOf(value.data);
      return buckets ? [{ step, wallTime, buckets }] : [];
    });
  }

  /** The tensors of a tag of any plugin. */
  async tensors(plugin: string, tag: string): Promise<readonly TensorPoint[]> {
    return (await this.values(plugin, tag)).flatMap(({ step, wallTime, value: { data } }) =>
      data.kind === "tensor" ? [{ step, wallTime, tensor: data.tensor }] : [],
    );
  }

  async texts(tag: string): Promise<readonly TextPoint[]> {
    const points = await this.tensors("text", tag);
    return points.map(({ step, wallTime, tensor }) => ({
      step,
      wallTime,
      texts: tensorStrings(tensor),
    }));
  }

  /** The images of a tag, of both forms; the first of each step. */
  async images(tag: string): Promise<readonly ImagePoint[]> {
    return (await this.values("images", tag)).flatMap(imageOf);
  }

  /** The values of any plugin's tag as they were written, with all metadata. */
  async values(plugin: string, tag: string): Promise<readonly ValueAt[]> {
    const values: ValueAt[] = [];
    for (const file of this.files) {
      const series = file.find(plugin, tag);
      if (series) values.push(...(await file.values(series)));
    }
    return values;
  }

  /** The run's own graph first, then those under tags. */
  graphs(): readonly GraphEntry[] {
    return this.files.flatMap(graphsOf);
  }

  profiles(): readonly ProfileEntry[] {
    return this.files.flatMap(profilesOf);
  }

  async hparams(): Promise<RunHParams> {
    const found: { start?: SessionStart; end?: SessionEnd } = {};
    for (const { tag } of this.tags("hparams")) {
      for (const { value } of await this.values("hparams", tag)) {
        const data = hparamsOf(value.plugin?.content);
        if (data.kind === "session-start") found.start = data;
        if (data.kind === "session-end") found.end = data;
      }
    }
    return found;
  }

  /** Of the first event: seconds since 1970. */
  get startTime(): number | undefined {
    return this.files.find(({ startTime }) => startTime !== undefined)?.startTime;
  }

  get problems(): readonly FileProblem[] {
    return this.files.flatMap(({ path, problems }) =>
      problems.map((problem) => ({ path, ...problem })),
    );
  }
}

function join(parts: readonly Float64Array[]): Float64Array {
  const [first, ...others] = parts;
  if (first !== undefined && others.length === 0) return first;
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

function hparamsOf(content: Uint8Array | undefined): HParamsData {
  try {
    return content ? decodeHParams(content) : { kind: "none" };
  } catch {
    // `verify` says what is wrong with it; a viewer shows the run without.
    return { kind: "none" };
  }
}

// As a tensor: the width, the height, then the encoded images of the step.
function imageOf({ step, wallTime, value: { data } }: ValueAt): readonly ImagePoint[] {
  if (data.kind === "image") {
    const { width, height, encoded } = data;
    return [{ step, wallTime, width, height, encoded }];
  }
  if (data.kind !== "tensor") return [];
  const [width = "", height = ""] = tensorStrings(data.tensor);
  const encoded = byteStrings(data.tensor)[2];
  return encoded ? [{ step, wallTime, width: Number(width), height: Number(height), encoded }] : [];
}
