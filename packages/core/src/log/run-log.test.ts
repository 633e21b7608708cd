import { describe, expect, it } from "vitest";
import { profileRun } from "../profile/profile.ts";
import type { RunEvent } from "./event.ts";
import { recordingSink, valuesOf } from "./fixtures/recording-sink.ts";
import { fakeClock, runCircuit } from "./fixtures/small-runs.ts";
import { readRunLog } from "./read/run-log-reader.ts";
import { logRun, RunLog } from "./run-log.ts";
import { hparamsOf } from "./settings.ts";

const COMMAND = "driftgraph run circuit.ts --paths 600";

async function logged(...[options]: Parameters<typeof runCircuit>) {
  const run = await runCircuit(options);
  const sink = recordingSink();
  const profile = profileRun(run, { now: () => performance.now(), budget: 1 });
  await logRun(run, sink, { now: fakeClock(), command: COMMAND, profile });
  return { run, sink };
}

/** What an event holds, in a word, with the number of points. */
function contents(events: readonly RunEvent[]): string[] {
  const counts = new Map<string, number>();
  for (const event of events) {
    const names =
      event.kind === "summary"
        ? event.values.map(({ tag, plugin }) => (plugin ? `${plugin.name}: ${tag}` : tag))
        : ["tag" in event ? `${event.kind}: ${event.tag}` : event.kind];
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => (count > 1 ? `${name} × ${count}` : name));
}

describe("a run's log", () => {
  it("holds graphs, model, settings, results, profile and end, in this order", async () => {
    const { sink } = await logged();
    expect(contents(sink.events)).toMatchInlineSnapshot(`
      [
        "graph",
        "tagged-graph: built",
        "driftgraph: driftgraph/model",
        "driftgraph: driftgraph/run",
        "text: about/model",
        "text: about/run",
        "session-start",
        "driftgraph: driftgraph/graphs",
        "driftgraph: driftgraph/times",
        "driftgraph: driftgraph/statistics/x1",
        "driftgraph: driftgraph/statistics/x2",
        "driftgraph: driftgraph/statistics/total",
        "driftgraph: driftgraph/samples/x1",
        "driftgraph: driftgraph/samples/x2",
        "driftgraph: driftgraph/samples/total",
        "driftgraph: driftgraph/bins/x1",
        "driftgraph: driftgraph/counts/x1",
        "driftgraph: driftgraph/bins/x2",
        "driftgraph: driftgraph/counts/x2",
        "driftgraph: driftgraph/bins/total",
        "driftgraph: driftgraph/counts/total",
        "driftgraph: driftgraph/violations",
        "driftgraph: driftgraph/events/high",
        "histograms: x1/histogram",
        "histograms: x2/histogram",
        "histograms: total/histogram",
        "scalars: x1/mean",
        "scalars: x1/sd",
        "scalars: x1/q05",
        "scalars: x1/q25",
        "scalars: x1/q50",
        "scalars: x1/q75",
        "scalars: x1/q95",
        "scalars: x2/mean",
        "scalars: x2/sd",
        "scalars: x2/q05",
        "scalars: x2/q25",
        "scalars: x2/q50",
        "scalars: x2/q75",
        "scalars: x2/q95",
        "scalars: total/mean",
        "scalars: total/sd",
        "scalars: total/q05",
        "scalars: total/q25",
        "scalars: total/q50",
        "scalars: total/q75",
        "scalars: total/q95",
        "scalars: x2/violations",
        "scalars: high/holding",
        "scalars: high/reached",
        "x1/histogram × 8",
        "x2/histogram × 8",
        "total/histogram × 8",
        "x1/mean × 8",
        "x1/sd × 8",
        "x1/q05 × 8",
        "x1/q25 × 8",
        "x1/q50 × 8",
        "x1/q75 × 8",
        "x1/q95 × 8",
        "x2/mean × 8",
        "x2/sd × 8",
        "x2/q05 × 8",
        "x2/q25 × 8",
        "x2/q50 × 8",
        "x2/q75 × 8",
        "x2/q95 × 8",
        "total/mean × 8",
        "total/sd × 8",
        "total/q05 × 8",
        "total/q25 × 8",
        "total/q50 × 8",
        "total/q75 × 8",
        "total/q95 × 8",
        "x2/violations × 8",
        "high/holding × 8",
        "high/reached × 8",
        "run-metadata: profile",
        "driftgraph: driftgraph/profile",
        "driftgraph: driftgraph/result",
        "session-end",
      ]
    `);
  });

  it("uses no tag for two plugins, and steps of a tag rise", async () => {
    const { sink } = await logged();
    const plugins = new Map<string, string>();
    const steps = new Map<string, number>();
    for (const { step, value } of valuesOf(sink.events)) {
      const known = plugins.get(value.tag);
      const plugin = value.plugin?.name ?? known;
      expect(plugin, value.tag).toBeDefined();
      expect(plugin).toBe(known ?? plugin);
      plugins.set(value.tag, plugin ?? "");
      expect(step).toBeGreaterThan(steps.get(value.tag) ?? -1);
      steps.set(value.tag, step);
    }
    expect(steps.get("x1/mean")).toBe(8);
  });

  it("is the same for the same run but for the clock", async () => {
    const logOf = async (start: number): Promise<RunEvent[]> => {
      const sink = recordingSink();
      await logRun(await runCircuit(), sink, { now: fakeClock(start), command: COMMAND });
      return sink.events;
    };
    const timeless = (events: RunEvent[]): unknown[] =>
      events.map(({ wallTime, ...event }) => ({ ...event, startTime: 0, endTime: 0 }));
    const first = await logOf(1_000);
    expect(timeless(await logOf(5_000_000))).toEqual(timeless(first));
    expect(first.map(({ wallTime }) => wallTime)).toEqual(
      first.map(({ wallTime }) => wallTime).toSorted((a, b) => a - b),
    );
  });

  it("has a preview's tables until the results take their place, which TensorBoard shows alone", async () => {
    const { run, sink: without } = await logged();
    const preview = await runCircuit({ paths: 300 });
    const sink = recordingSink();
    const log = new RunLog(sink, { now: fakeClock() });
    await log.begin(run);
    await log.preview(preview);
    const before = readRunLog(sink.events);
    expect(before.series[0]?.statistics.get("count")?.at(-1)).toBe(300);
    expect(before.series[0]?.histograms.length).toBeGreaterThan(0);
    expect(contents(sink.events).filter((name) => /^x1|scalar/.test(name))).toEqual([]);
    await log.results(run);
    const { problems, series, times, events } = readRunLog(sink.events);
    const whole = readRunLog(without.events);
    expect({ problems, series, times, events }).toEqual({
      problems: [],
      series: whole.series,
      times: whole.times,
      events: whole.events,
    });
  });

  it("opens with the graph before the run has begun, and is flushed", async () => {
    const { run } = await logged();
    const sink = recordingSink();
    const log = new RunLog(sink, { now: fakeClock() });
    await log.begin(run);
    expect(sink.events[0]?.kind).toBe("graph");
    expect(sink.flushes()).toBe(1);
    const read = readRunLog(sink.events);
    expect(read.run?.series.map(({ name }) => name)).toEqual(["x1", "x2", "total"]);
    expect(read.result).toBeUndefined();
  });

  it("of a run that failed before any result says so", async () => {
    const { run } = await logged();
    const sink = recordingSink();
    const log = new RunLog(sink, { now: fakeClock() });
    await log.begin(run);
    await log.end(new Error("out of memory"));
    const { result } = readRunLog(sink.events);
    expect(result).toMatchObject({ status: "failed", error: "out of memory", paths: 0 });
    expect(sink.events.at(-1)).toMatchObject({ kind: "session-end", status: "failure" });
  });

  it("tells the time of all batches, and of estimates beside the run", async () => {
    const { run } = await logged();
    const sink = recordingSink();
    const log = new RunLog(sink, { now: fakeClock() });
    await log.begin(run);
    await log.results(run);
    await log.end(undefined, { ...run.timings, run: 1234, multilevel: 56, certify: 7 });
    const { timings } = readRunLog(sink.events).result ?? {};
    expect(timings).toMatchObject({
      build: run.timings.build,
      run: 1234,
      multilevel: 56,
      certify: 7,
    });
  });

  it("of a cancelled run leaves out times that no path reached", async () => {
    const controller = new AbortController();
    controller.abort();
    const { sink, run } = await logged({ signal: controller.signal });
    expect(run.cancelled).toBe(true);
    const reached = run.ensembles[0]?.series[0]?.count.filter((count) => count > 0).length;
    const means = valuesOf(sink.events).filter(({ value }) => value.tag === "x1/mean");
    expect(means).toHaveLength(reached ?? 0);
    expect(readRunLog(sink.events).result?.status).toBe("cancelled");
  });

  it("gives each point of a sweep a log of its own, with its parameters", async () => {
    const { sink } = await logged({ sweep: { sigma: [0.1, 0.2] } });
    expect([...sink.children.keys()]).toEqual(["sigma=0.1", "sigma=0.2"]);
    const top = readRunLog(sink.events);
    expect(top.sweep?.points.map(({ run }) => run)).toEqual([...sink.children.keys()]);
    expect(top.times).toHaveLength(0);
    expect(sink.events.some(({ kind }) => kind === "session-start")).toBe(false);
    for (const [name, child] of sink.children) {
      expect(child.events.some(({ kind }) => kind === "graph")).toBe(false);
      expect(child.flushes()).toBe(1);
      const { run, series } = readRunLog(child.events);
      expect(name).toBe(`sigma=${run?.point?.sigma}`);
      expect(run?.parameters.sigma).toBe(run?.point?.sigma);
      expect(series[0]?.statistics.get("mean")).toHaveLength(9);
    }
  });

  it("waits for a slow sink, and fails when the sink does", async () => {
    const { run } = await logged();
    let waiting = 0;
    let most = 0;
    const slow = {
      write: async () => {
        most = Math.max(most, ++waiting);
        await new Promise((resolve) => setTimeout(resolve, 0));
        waiting--;
      },
      flush: () => expect(waiting).toBe(0),
      child: () => slow,
    };
    await logRun(run, slow, { now: fakeClock() });
    expect(most).toBeLessThanOrEqual(64);
    const broken = { ...slow, write: () => Promise.reject(new Error("disk full")) };
    await expect(logRun(run, broken, { now: fakeClock() })).rejects.toThrow("disk full");
  });

  it("notes progress at most twice a second", async () => {
    const sink = recordingSink();
    let now = 0;
    const log = new RunLog(sink, { now: () => now });
    for (now = 0; now < 2000; now += 100) {
      await log.progress({ pathsDone: now, pathsTotal: 2000, rate: 1, secondsLeft: 1 });
    }
    expect(sink.events.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
    expect(readRunLog(sink.events).progress?.pathsDone).toBe(1500);
  });

  it("has all parameters and settings as hyperparameters", async () => {
    const { sink, run } = await logged({ seed: 2n ** 60n });
    const start = sink.events.find((event) => event.kind === "session-start");
    expect(start).toMatchObject({
      hparams: { n: 6, sigma: 0.3, dt: 0.125, paths: 600, scheme: run.plan.scheme.name },
    });
    expect(start).toMatchObject({ hparams: { seed: "1152921504606846976" } });
    expect(hparamsOf(run.plan, { dt: 3 })).toMatchObject({ dt: 3, "run.dt": 0.125 });
  });
});
