import { beforeAll, describe, expect, it } from "vitest";
import { certify } from "../../certify/certify.ts";
import { profileRun } from "../../profile/profile.ts";
import type { Run } from "../../run/run.ts";
import { quantile } from "../../summary/series-summary.ts";
import type { RunEvent, SummaryValue } from "../event.ts";
import { recordingSink } from "../fixtures/recording-sink.ts";
import { circuit, fakeClock, runCircuit } from "../fixtures/small-runs.ts";
import { logRun, RunLog } from "../run-log.ts";
import { readRunLog } from "./run-log-reader.ts";

const OPTIONS = { now: fakeClock(), command: "driftgraph run", modelText: "export default …" };

let run: Run;
let events: RunEvent[];

beforeAll(async () => {
  run = await runCircuit();
  const sink = recordingSink();
  const profile = profileRun(run, { now: () => performance.now(), budget: 1 });
  await logRun(run, sink, { ...OPTIONS, profile });
  events = sink.events;
});

/** The events with one tag's value replaced. */
function replacing(tag: string, change: (value: SummaryValue) => SummaryValue): RunEvent[] {
  return events.map((event) =>
    event.kind === "summary"
      ? {
          ...event,
          values: event.values.map((value) => (value.tag === tag ? change(value) : value)),
        }
      : event,
  );
}

describe("a log that is read back", () => {
  it("reads correlations and certified errors as they were taken", async () => {
    const correlated = await runCircuit({ covariances: true, autocorrelation: 0.25 });
    const [ensemble] = correlated.ensembles;
    if (!ensemble) throw new Error("no ensemble");
    const certificate = await certify(correlated, ensemble, { paths: 512 });
    const sink = recordingSink();
    const log = new RunLog(sink, { now: fakeClock() });
    await log.begin(correlated);
    await log.results(correlated, [certificate]);
    const logged = readRunLog(sink.events);
    const [pair] = ensemble.correlations.covariances;
    const [own] = ensemble.correlations.autocorrelations;
    expect(logged.covariances).toEqual(new Map([["x1,x2", pair?.covariance]]));
    expect(logged.correlations).toEqual(new Map([["x1,x2", pair?.correlation]]));
    expect(logged.autocorrelations.get("x1")).toEqual(own?.correlation);
    const { paths, lost, order, series, events } = certificate;
    expect(logged.certificate).toEqual({ paths, lost, order });
    expect([...logged.errors.keys()]).toEqual(["x1", "x2", "total", "high"]);
    expect(logged.errors.get("x1")?.get("strong")).toEqual(series[0]?.strong);
    expect(logged.errors.get("x2")?.get("sd:weakError")).toEqual(series[1]?.sd.weakError);
    expect(logged.errors.get("high")?.get("share:weak")).toEqual(events[0]?.share.weak);
    expect(logged.problems).toEqual([]);
  });

  it("has every statistic of the run in double precision", () => {
    const { series, times, problems } = readRunLog(events);
    expect(problems).toEqual([]);
    expect(times).toEqual(run.times);
    for (const [s, summary] of (run.ensembles[0]?.series ?? []).entries()) {
      const statistics = series[s]?.statistics;
      for (const name of ["count", "mean", "variance", "min", "max"] as const) {
        expect(statistics?.get(name)).toEqual(summary[name]);
      }
      const { value, error } = quantile(summary, 5, 0.25);
      expect(statistics?.get("q25")?.[5]).toBe(value);
      expect(statistics?.get("error:q25")?.[5]).toBe(error);
    }
  });

  it("has every count of every histogram", () => {
    const { series } = readRunLog(events);
    for (const [s, { bins, histogram }] of (run.ensembles[0]?.series ?? []).entries()) {
      expect(series[s]?.histograms.map((found) => found.bins)).toEqual(bins);
      expect(series[s]?.histograms.map(({ counts }) => counts)).toEqual(histogram);
    }
  });

  it("has the sample paths bit by bit, and how often the policy acted", () => {
    const { series, violations, events: counted } = readRunLog(events);
    expect(counted).toEqual(run.ensembles[0]?.events);
    expect(counted).toHaveLength(1);
    const { samples } = run.ensembles[0] ?? {};
    expect(series.map((of) => of.samples.values)).toEqual(samples?.values);
    expect(series[0]?.samples.paths).toEqual(samples?.paths);
    expect(Object.fromEntries(violations)).toEqual(run.ensembles[0]?.violations);
  });

  it("has the model with its equations, laws, units and influences", () => {
    const { model } = readRunLog(events);
    expect(model).toMatchObject({ name: "circuit", title: "Two genes", timeUnit: "h" });
    expect(model?.text).toBe(OPTIONS.modelText);
    expect(model?.species[0]).toMatchObject({ unit: "nM", initial: "normal(0.5, 0.1)" });
    expect(model?.species[1]).toMatchObject({ positivity: "clip" });
    expect(model?.equations[1]?.diffusion).toEqual({ W_x2: "sigma" });
    expect(model?.equations[0]?.mathml).toMatch(/^<math/);
    expect(model?.parameters).toContainEqual({
      name: "gamma",
      value: 1 / (1 + 0.5 ** 6),
      expression: "1/(1 + K^n)",
    });
    expect(model?.influences).toContainEqual({ from: "x2", to: "x1", influence: "represses" });
  });

  it("has command, scheme with its proved order, and settings", () => {
    const { run: record } = readRunLog(events);
    const { plan, optimized } = run;
    expect(record).toMatchObject({
      command: OPTIONS.command,
      scheme: { name: plan.scheme.name, citation: plan.scheme.citation },
      noise: optimized.noise,
      order: { strong: optimized.order.strong ?? null, weak: optimized.order.weak ?? null },
      settings: { paths: 600, dt: 0.125, dtype: "float32", seed: 0 },
      steps: 8,
      stride: 1,
    });
    expect(record?.series.map(({ unit }) => unit)).toEqual(["nM", "nM", "nM"]);
  });

  it("has what became of each op of the built graph, by names that are in the graphs", () => {
    const { graphs } = readRunLog(events);
    const names = (kind: "graph" | "tagged-graph"): Set<string> => {
      const found = events.find((event) => event.kind === kind);
      return new Set(found && "graph" in found ? found.graph.node.map(({ name }) => name) : []);
    };
    const [optimized, built] = [names("graph"), names("tagged-graph")];
    expect(graphs?.passes.length).toBeGreaterThan(3);
    expect(Object.keys(graphs?.built ?? {}).filter((name) => !built.has(name))).toEqual([]);
    expect(Object.keys(graphs?.optimized ?? {}).filter((name) => !optimized.has(name))).toEqual([]);
    const images = Object.values(graphs?.becomes ?? {}).filter((name) => name !== null);
    expect(images.length).toBeGreaterThan(10);
    expect(images.filter((name) => !optimized.has(name))).toEqual([]);
    expect(Object.values(graphs?.becomes ?? {})).toContain(null);
    const origins = Object.values(graphs?.optimized ?? {}).flatMap(
      ({ origin }) => origin?.equation ?? [],
    );
    expect(origins).toContain("drift of x1");
  });

  it("has the profile with phases, and ops that are in the graph", () => {
    const { profile } = readRunLog(events);
    const timed = new Set(
      events.flatMap((event) => ("nodes" in event ? event.nodes.map(({ name }) => name) : [])),
    );
    expect(profile?.phases.map(({ name }) => name)).toContain("log");
    expect(profile?.kernel?.gain).toBeGreaterThan(0);
    const measured = profile?.ops.filter(({ selfTime }) => selfTime !== null) ?? [];
    expect(measured.length).toBeGreaterThan(10);
    expect(measured.filter(({ name }) => !timed.has(name))).toEqual([]);
  });

  it("can be read in any order and at any time", () => {
    expect(readRunLog([...events].reverse())).toEqual(readRunLog(events));
    for (const end of [0, 1, 5, 12, 20]) {
      const { series } = readRunLog(events.slice(0, end));
      expect(series.every(({ samples }) => samples.values.every((path) => path.length > 0))).toBe(
        true,
      );
    }
  });

  it("names records that make no sense, and goes on", () => {
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
    const content =
      (text: string) =>
      (value: SummaryValue): SummaryValue => ({
        ...value,
        plugin: { name: "driftgraph", content: bytes(text) },
      });
    const broken: [tag: string, content: string, problem: RegExp][] = [
      ["driftgraph/run", "{", /not a record/],
      ["driftgraph/run", '{"version":9,"kind":"run"}', /version 9/],
      ["driftgraph/run", '{"version":1,"kind":"sweep"}', /not as this version writes it/],
      ["driftgraph/times", '{"version":1,"kind":"times","row":-1}', /doesn't fit/],
    ];
    for (const [tag, text, problem] of broken) {
      const { problems, model } = readRunLog(replacing(tag, content(text)));
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(problem);
      expect(model?.name).toBe(circuit.name);
    }
  });

  it("believes no row that is far beyond the others", () => {
    const far = replacing("driftgraph/times", (value) => ({
      ...value,
      plugin: {
        name: "driftgraph",
        content: new TextEncoder().encode('{"version":1,"kind":"times","row":1e15}'),
      },
    }));
    expect(readRunLog(far).times).toHaveLength(0);
  });
});
