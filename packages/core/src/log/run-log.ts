import type { Certificate } from "../certify/certificate.ts";
import type { MultilevelEstimate } from "../estimate/multilevel.ts";
import type { Profile } from "../profile/profile.ts";
import type { Progress } from "../run/options.ts";
import { parameterValues } from "../run/parameter-values.ts";
import type { Prepared, Run, Timings } from "../run/run.ts";
import { writeEnsemble, writePreview } from "./ensemble.ts";
import type { EventSink } from "./event.ts";
import { EventWriter } from "./event-writer.ts";
import { BUILT_GRAPH_TAG, graphsRecord } from "./graphs-record.ts";
import { type ModelRecord, modelRecord } from "./model-record.ts";
import { multilevelRecord } from "./multilevel.ts";
import { type NamedGraph, nameGraph } from "./named-graph.ts";
import { opTimings, PROFILE_TAG } from "./op-timings.ts";
import { documentRecord } from "./plugin.ts";
import { profileRecord } from "./profile-record.ts";
import { type FurtherTimings, pointResult, resultRecord } from "./result-record.ts";
import { type RunSource, runRecord } from "./run-record.ts";
import { hparamsOf } from "./settings.ts";
import { pointNames, sweepRecord } from "./sweep-record.ts";
import { aboutTexts, backendText } from "./text.ts";

/** What a log needs beside the run. */
export interface RunLogOptions extends RunSource {
  /** Milliseconds since 1970, with fractions where the platform has them: the core has no clock. */
  readonly now: () => number;
}

/** Milliseconds between two records of progress. */
const PROGRESS_INTERVAL = 500;

/**
 * A run's log, written as the run goes on: what is known before the first path, then results, then
 * the end. So a run that is cancelled or fails leaves a log of what was computed, and a viewer sees the
 * graph at once.
 */
export class RunLog {
  readonly #writer: EventWriter;
  readonly #options: RunLogOptions;
  #begun:
    | { readonly prepared: Prepared; readonly graph: NamedGraph; readonly model: ModelRecord }
    | undefined;
  #results: Run | undefined;
  #spent = 0;
  #progress = { count: 0, last: Number.NEGATIVE_INFINITY };

  constructor(sink: EventSink, options: RunLogOptions) {
    this.#writer = new EventWriter(sink, options.now);
    this.#options = options;
  }

  /** Milliseconds that writing took so far. */
  get spent(): number {
    return this.#spent;
  }

  /** Writes all that is known before the first path: graphs, model, settings. */
  async begin(prepared: Prepared): Promise<void> {
    await this.#timed(async () => {
      const { plan, built, optimized, optimization } = prepared;
      const graph = nameGraph(optimized.graph, plan);
      const builtGraph = nameGraph(built.graph, plan);
      const model = modelRecord(plan.model, parameterValues(plan.model, plan.given), this.#options);
      this.#begun = { prepared, graph, model };
      const writer = this.#writer;
      await writer.write(0, { kind: "graph", graph: graph.def });
      await writer.write(0, { kind: "tagged-graph", tag: BUILT_GRAPH_TAG, graph: builtGraph.def });
      await this.#describe(writer, {});
      await writer.summary(0, [
        documentRecord("graphs", graphsRecord(builtGraph, graph, optimization, model.text)),
        ...(isSweep(prepared) ? [documentRecord("sweep", sweepRecord(plan.points))] : []),
      ]);
    });
    // Not part of the time spent: the run goes on meanwhile.
    await this.#writer.flush();
  }

  /** Notes how far the run is, at most twice a second. */
  async progress(progress: Progress): Promise<void> {
    const now = this.#options.now();
    if (now - this.#progress.last < PROGRESS_INTERVAL) return;
    this.#progress = { count: this.#progress.count + 1, last: now };
    await this.#writer.summary(this.#progress.count, [documentRecord("progress", progress)]);
  }

  /** Writes what the first paths gave, for those who look while the others are computed; TensorBoard isn't told. */
  async preview(run: Run): Promise<void> {
    await this.#timed(async () => {
      const [ensemble] = run.ensembles;
      if (ensemble && !isSweep(run)) await writePreview(this.#writer, run, ensemble);
    });
    await this.#writer.flush();
  }

  /**
   * Writes the results of a finished, cancelled or failed run; each point of a sweep into a sub-run.
   *
   * @param certificates of the ensembles, in their order, if they were certified.
   */
  async results(run: Run, certificates: readonly Certificate[] = []): Promise<void> {
    await this.#timed(async () => {
      this.#results = run;
      if (run.messages) await this.#writer.summary(0, [backendText(run.messages)]);
      if (!isSweep(run)) {
        for (const [i, ensemble] of run.ensembles.entries())
          await writeEnsemble(this.#writer, run, ensemble, certificates[i]);
        return;
      }
      const names = pointNames(run.plan.points);
      for (const [i, ensemble] of run.ensembles.entries()) {
        const writer = this.#writer.child(names[i] ?? String(i));
        await this.#describe(writer, ensemble.point);
        await writeEnsemble(writer, run, ensemble, certificates[i]);
        const result = pointResult(run, ensemble, this.#spent);
        await writer.summary(0, [documentRecord("result", result)]);
        const status = STATUSES[result.status];
        await writer.write(0, { kind: "session-end", status, endTime: writer.seconds() });
        await writer.flush();
      }
    });
  }

  /** Writes the estimate that met the run's target, if it isn't the run's own. */
  async multilevel(estimate: MultilevelEstimate): Promise<void> {
    const record = documentRecord("multilevel", multilevelRecord(estimate));
    await this.#timed(() => this.#writer.summary(0, [record]));
  }

  /** Writes what the run cost, over the run's graph and op by op. */
  async profile(profile: Profile): Promise<void> {
    await this.#timed(async () => {
      const { graph } = this.#expectBegun();
      const nodes = opTimings(profile.ops, graph);
      if (nodes.length > 0) {
        const startMicros = Math.round(this.#options.now() * 1000);
        await this.#writer.write(0, { kind: "run-metadata", tag: PROFILE_TAG, nodes, startMicros });
      }
      const record = profileRecord(profile, graph, this.#spent);
      await this.#writer.summary(0, [documentRecord("profile", record)]);
    });
  }

  /**
   * Ends the log.
   *
   * @param failure what was thrown, if the run failed.
   * @param timings of all batches, if the run is the last of several; and of estimates beside it.
   */
  async end(failure?: unknown, timings: Partial<Timings> & FurtherTimings = {}): Promise<void> {
    const start = this.#options.now();
    const run = this.#results;
    const prepared = this.#begun?.prepared;
    const log = this.#spent;
    const phases = { ...prepared?.timings, ...run?.timings, ...timings, log };
    const result = resultRecord(run, failure, phases);
    await this.#writer.summary(0, [documentRecord("result", result)]);
    if (prepared && !isSweep(prepared)) {
      const status = STATUSES[result.status];
      await this.#writer.write(0, { kind: "session-end", status, endTime: this.#writer.seconds() });
    }
    await this.#writer.flush();
    this.#spent += this.#options.now() - start;
  }

  /** Says what a run, or a sweep's point, is: model, settings and parameters, in every form. */
  async #describe(writer: EventWriter, point: Readonly<Record<string, number>>): Promise<void> {
    const { prepared, model } = this.#expectBegun();
    const { plan } = prepared;
    const values = parameterValues(plan.model, new Map([...plan.given, ...Object.entries(point)]));
    const parameters = Object.fromEntries(values);
    const record = runRecord(prepared, this.#options, parameters, point);
    await writer.summary(0, [documentRecord("model", model), documentRecord("run", record)]);
    await writer.summary(0, aboutTexts(model, record));
    if (isSweep(prepared) && Object.keys(point).length === 0) return;
    const hparams = hparamsOf(plan, parameters);
    await writer.write(0, { kind: "session-start", hparams, startTime: writer.seconds() });
  }

  #expectBegun() {
    if (!this.#begun) throw new Error("a run's log must begin before its profile is written");
    return this.#begun;
  }

  async #timed(write: () => Promise<void>): Promise<void> {
    const start = this.#options.now();
    try {
      await write();
    } finally {
      this.#spent += this.#options.now() - start;
    }
  }
}

const STATUSES = { finished: "success", cancelled: "unknown", failed: "failure" } as const;

function isSweep({ plan }: Pick<Prepared, "plan">): boolean {
  return plan.points.some((point) => Object.keys(point).length > 0);
}

/** Writes a whole run, as a log that was begun before the run would be. */
export async function logRun(
  run: Run,
  sink: EventSink,
  options: RunLogOptions & { readonly profile?: Profile },
): Promise<void> {
  const log = new RunLog(sink, options);
  await log.begin(run);
  await log.results(run);
  if (options.profile) await log.profile(options.profile);
  await log.end();
}
