import { logRun, profileRun, type Run, readRunLog, simulate } from "@driftgraph/core";
import {
  bucketsOf,
  bytesSource,
  decodeGraph,
  decodeRunMetadata,
  type LogEvent,
  type LogProblem,
  readEvents,
  type SummaryValue,
} from "@driftgraph/eventlog";
import { switchModel } from "@driftgraph/models";
import { beforeAll, describe, expect, it } from "vitest";
import { type MemorySink, memorySink } from "./event-sinks.ts";

const clock = (): number => performance.timeOrigin + performance.now();

let run: Run;
let sink: MemorySink;
let events: LogEvent[];

beforeAll(async () => {
  run = await simulate(switchModel, { scheme: "rk4-article" });
  sink = memorySink();
  const profile = profileRun(run, { now: clock, budget: 2 });
  await logRun(run, sink, { now: clock, command: "driftgraph run switch", profile });
  events = (await read(sink.log.bytes())).events;
});

async function read(bytes: Uint8Array): Promise<{ events: LogEvent[]; problems: LogProblem[] }> {
  const problems: LogProblem[] = [];
  const found: LogEvent[] = [];
  const onProblem = (problem: LogProblem): void => void problems.push(problem);
  for await (const { event } of readEvents(bytesSource(bytes), { onProblem })) found.push(event);
  return { events: found, problems };
}

function valuesOf(tag: string): { step: number; value: SummaryValue }[] {
  return events.flatMap((event) =>
    event.kind === "summary"
      ? event.values
          .filter((value) => value.tag === tag)
          .map((value) => ({ step: event.step, value }))
      : [],
  );
}

describe("the log of the switch's typical run", () => {
  it("has the same records after encoding and decoding", () => {
    const decoded = readRunLog(events);
    expect(decoded.problems).toEqual([]);
    expect(decoded).toEqual(readRunLog(sink.events));
    expect(decoded.result?.paths).toBe(50_000);
  });

  it("stays under 700 kB: 91 steps of two species with all their bins", () => {
    expect(sink.log.bytes().length).toBeLessThan(700_000);
    const histograms = [...valuesOf("x1/histogram"), ...valuesOf("x2/histogram")];
    expect(histograms).toHaveLength(182);
  });

  it("has a histogram of all paths at every step, with a positive width for each bin", () => {
    for (const { step, value } of valuesOf("x1/histogram")) {
      const buckets = bucketsOf(value.data);
      const counts = Array.from(buckets?.count ?? []);
      expect(
        counts.reduce((sum, count) => sum + count, 0),
        `step ${step}`,
      ).toBe(50_000);
      counts.forEach((_, i) => {
        expect(buckets?.right[i]).toBeGreaterThan(buckets?.left[i] ?? Number.NaN);
      });
    }
  });

  it("has the mean of the run at every step, in single precision", () => {
    const means = valuesOf("x1/mean").map(({ value }) =>
      value.data.kind === "scalar" ? value.data.value : Number.NaN,
    );
    const exact = run.ensembles[0]?.series[0]?.mean ?? [];
    expect(means).toEqual(Array.from(exact, Math.fround));
    expect(valuesOf("x1/mean").map(({ step }) => step)).toEqual(
      Array.from({ length: 91 }, (_, k) => k),
    );
  });

  it("has a profile of ops that are in the run's graph, by name", () => {
    const graph = events.find((event) => event.kind === "graph");
    const metadata = events.find((event) => event.kind === "run-metadata");
    if (graph?.kind !== "graph" || metadata?.kind !== "run-metadata") throw new Error("missing");
    const names = new Set(decodeGraph(graph.graphDef).node.map(({ name }) => name));
    const [device] = decodeRunMetadata(metadata.runMetadata).devices;
    expect(device?.nodes.length).toBeGreaterThan(50);
    for (const node of device?.nodes ?? []) {
      expect(names).toContain(node.name);
      expect(node.durationMicros).toBeGreaterThan(0);
      expect(node.outputs[0]?.shape).toBeDefined();
    }
    expect(device?.nodes.find(({ name }) => name.includes("/step/"))?.outputs[0]?.shape).toEqual([
      50_000,
    ]);
  });

  it("lays the ops of each scope beside each other, so that TensorBoard's spans are sums", () => {
    const metadata = events.find((event) => event.kind === "run-metadata");
    if (metadata?.kind !== "run-metadata") throw new Error("missing");
    const nodes = decodeRunMetadata(metadata.runMetadata).devices[0]?.nodes ?? [];
    const scopes = nodes.map(({ name }) => name.split("/").slice(0, 3).join("/"));
    const changes = scopes.filter((scope, i) => scope !== scopes[i - 1]);
    expect(changes.length).toBe(new Set(scopes).size);
  });

  it("loses only the record that is damaged", async () => {
    const whole = sink.log.bytes();
    const before = readRunLog(events);
    for (const share of [0.3, 0.6, 0.9]) {
      const damaged = whole.slice();
      const at = Math.floor(share * damaged.length);
      damaged[at] = (damaged[at] ?? 0) ^ 0x55;
      const { events: left, problems } = await read(damaged);
      expect(problems.length).toBeGreaterThan(0);
      expect(left.length).toBe(events.length - 1);
      expect(readRunLog(left).series.map(({ name }) => name)).toEqual(
        before.series.map(({ name }) => name),
      );
    }
  });

  it("opens wherever it is cut off, with what was there by then", async () => {
    const whole = sink.log.bytes();
    for (let share = 0; share < 1; share += 0.07) {
      const { events: left } = await read(whole.slice(0, Math.floor(share * whole.length)));
      const { problems, times } = readRunLog(left);
      expect(problems).toEqual([]);
      expect([0, 91]).toContain(times.length);
    }
  });
});
