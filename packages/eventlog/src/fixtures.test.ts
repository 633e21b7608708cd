import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { GraphDef } from "./graph/graph.ts";
import type { RunLog } from "./log/run-log.ts";
import { LogFolder } from "./node/log-folder.ts";
import { tensorNumbers } from "./tensor/tensor.ts";

// Written by fixtures/make.py, with the values that the writers were given.
const FOLDER = path.resolve(import.meta.dirname, "../fixtures");

interface Expected {
  readonly scalars: Readonly<
    Record<string, { steps: number[]; values: number[]; wallTimes?: number[] }>
  >;
  readonly graph?: readonly { name: string; op: string; input: readonly string[] }[];
  readonly texts?: Readonly<Record<string, string[]>>;
  readonly histograms?: Readonly<
    Record<string, { step: number; count: number[]; edges: number[] }[]>
  >;
  readonly histogramTotals?: Readonly<Record<string, number[]>>;
  readonly histogram?: { tag: string; count: number[]; inner: number[]; min: number; max: number };
  readonly image?: { tag: string; width: number; height: number };
  readonly tensor?: {
    tag: string;
    plugin: string;
    step: number;
    shape: number[];
    values: number[];
  };
  readonly outputShapes?: Readonly<Record<string, number[][]>>;
  readonly taggedGraph?: string;
  /** By name: a Keras layer's class and inputs. */
  readonly layers?: Readonly<Record<string, [type: string, inputs: string[]]>>;
  /** Of PyTorch's graph, in the order of the file. */
  readonly ops?: readonly string[];
  readonly profile?: {
    tag: string;
    nodes: { device: string; name: string; micros: number; start: number; bytes: number }[];
  };
}

/** What a writer wrote; `below` is the folder that it made for itself. */
async function fixture(name: string, below = ""): Promise<{ run: RunLog; expected: Expected }> {
  const folder = new LogFolder(path.join(FOLDER, name, below));
  await folder.refresh({ finished: true });
  const run = folder.runs.get(".");
  if (run === undefined) throw new Error(`no log in ${name}`);
  const all = JSON.parse(await readFile(path.join(FOLDER, "expected.json"), "utf8"));
  return { run, expected: all[name] };
}

const outline = (graph: GraphDef) =>
  graph.node.map(({ name, op, input = [] }) => ({ name, op, input }));

describe.each(["tensorflow2", "tensorflow1", "tensorboardx"])("a file written by %s", (name) => {
  it("is read without a problem, every record of it", async () => {
    const { run } = await fixture(name);
    expect(run.problems).toEqual([]);
    for (const file of run.files) {
      expect(file.fileVersion).toBe("brain.Event:2");
      expect(file.events).toBe(file.records);
      expect(file.tail).toBeUndefined();
    }
  });

  it("gives its scalars", async () => {
    const { run, expected } = await fixture(name);
    for (const [tag, { steps, values, wallTimes }] of Object.entries(expected.scalars)) {
      const scalars = run.scalars(tag);
      expect([...scalars.steps]).toEqual(steps);
      expect([...scalars.values]).toEqual(values);
      if (wallTimes) expect([...scalars.wallTimes]).toEqual(wallTimes);
    }
  });

  it("gives its graph", async () => {
    const { run, expected } = await fixture(name);
    const entry = run.graphs().find(({ tag }) => tag === undefined);
    expect(outline((await entry?.read()) ?? { node: [] })).toEqual(expected.graph);
  });

  it("gives its texts", async () => {
    const { run, expected } = await fixture(name);
    const tags = run.tags("text").map(({ tag }) => tag);
    expect(tags).toEqual(Object.keys(expected.texts ?? {}));
    for (const [tag, texts] of Object.entries(expected.texts ?? {})) {
      expect((await run.texts(tag))[0]?.texts).toEqual(texts);
    }
  });
});

describe("a file written by TensorFlow 2", () => {
  it("gives the histograms", async () => {
    const { run, expected } = await fixture("tensorflow2");
    for (const [tag, histograms] of Object.entries(expected.histograms ?? {})) {
      const points = await run.histograms(tag);
      expect(points.map(({ step }) => step)).toEqual(histograms.map(({ step }) => step));
      for (const [i, { count, edges }] of histograms.entries()) {
        const buckets = points[i]?.buckets;
        expect(Array.from(buckets?.count ?? [])).toEqual(count);
        // TensorFlow computes the edges from the least and greatest value in another order than NumPy.
        Array.from(buckets?.left ?? []).forEach((left, k) => {
          expect(left).toBeCloseTo(edges[k] ?? Number.NaN, 12);
        });
        expect(buckets?.right[4]).toBeCloseTo(edges[5] ?? Number.NaN, 12);
      }
    }
  });

  it("gives the image", async () => {
    const { run, expected } = await fixture("tensorflow2");
    const { tag = "", width, height } = expected.image ?? {};
    const [image] = await run.images(tag);
    expect(image).toMatchObject({ width, height });
    expect([...(image?.encoded.subarray(1, 4) ?? [])]).toEqual(
      [..."PNG"].map((c) => c.charCodeAt(0)),
    );
  });

  it("gives the tensor of another plugin", async () => {
    const { run, expected } = await fixture("tensorflow2");
    const { tag = "", plugin = "", step, shape, values } = expected.tensor ?? {};
    const [point] = await run.tensors(plugin, tag);
    expect(point).toMatchObject({ step, tensor: { dtype: "DT_INT64", shape } });
    expect(point && [...tensorNumbers(point.tensor)]).toEqual(values);
  });

  it("gives the traced function's graph under its tag", async () => {
    const { run, expected } = await fixture("tensorflow2");
    const entry = run.graphs().find(({ tag }) => tag === expected.taggedGraph);
    const names = outline((await entry?.read()) ?? { node: [] }).map(({ name }) => name);
    expect(names).toContain("square/product");
  });
});

describe("a file written by TensorFlow 1's FileWriter", () => {
  it("gives the histograms of the old form with nothing lost", async () => {
    const { run, expected } = await fixture("tensorflow1");
    expect(await totals(run, expected)).toEqual(expected.histogramTotals);
  });

  it("gives the real profile: each node's time and memory", async () => {
    const { run, expected } = await fixture("tensorflow1");
    const [entry] = run.profiles();
    expect(entry?.tag).toBe(expected.profile?.tag);
    const { devices = [] } = (await entry?.read()) ?? {};
    const nodes = devices.flatMap(({ device, nodes: executions }) =>
      executions.map(({ name, durationMicros, startMicros, memory }) => ({
        device,
        name,
        micros: Math.round(durationMicros),
        start: Math.round(startMicros),
        bytes: memory.reduce((sum, { totalBytes }) => sum + totalBytes, 0),
      })),
    );
    expect(nodes.map(({ name, device, bytes }) => ({ name, device, bytes }))).toEqual(
      expected.profile?.nodes.map(({ name, device, bytes }) => ({ name, device, bytes })),
    );
    // The record has nanoseconds, too, which are at most one microsecond off.
    for (const [i, { micros, start }] of (expected.profile?.nodes ?? []).entries()) {
      expect(Math.abs((nodes[i]?.micros ?? 0) - micros)).toBeLessThanOrEqual(1);
      expect(Math.abs((nodes[i]?.start ?? 0) - start)).toBeLessThanOrEqual(1);
    }
  });

  it("gives the shapes of outputs", async () => {
    const { run, expected } = await fixture("tensorflow1");
    const graph = await run.graphs()[0]?.read();
    for (const node of graph?.node ?? []) {
      const shapes = node.attr?._output_shapes;
      const list = shapes && "list" in shapes ? (shapes.list.shape ?? []) : [];
      expect(list).toEqual(expected.outputShapes?.[node.name]);
    }
  });
});

describe("a file written by tensorboardX", () => {
  it("gives the histograms of the old form", async () => {
    const { run, expected } = await fixture("tensorboardx");
    const { tag = "", count = [], inner = [], min, max } = expected.histogram ?? {};
    const points = await run.histograms(tag);
    expect(points.map(({ step }) => step)).toEqual([0, 1, 2]);
    expect(points[0]?.buckets).toEqual({ left: [min, ...inner], right: [...inner, max], count });
  });
});

describe("a log of Keras' callback", () => {
  it("is read without a problem, training and validation", async () => {
    for (const below of ["train", "validation"]) {
      expect((await fixture("keras", below)).run.problems).toEqual([]);
    }
  });

  it("gives the losses", async () => {
    const { run, expected } = await fixture("keras", "train");
    const { steps, values } = run.scalars("epoch_loss");
    expect({ steps: [...steps], values: [...values] }).toEqual(expected.scalars["epoch_loss"]);
  });

  it("gives the weights as histograms with nothing lost", async () => {
    const { run, expected } = await fixture("keras", "train");
    expect(await totals(run, expected)).toEqual(expected.histogramTotals);
  });

  it("gives the model as a graph of its layers", async () => {
    const { run, expected } = await fixture("keras", "train");
    const [entry] = run.graphs();
    expect(entry).toMatchObject({ tag: "keras", plugin: "graph_keras_model" });
    const layers = outline((await entry?.read()) ?? { node: [] });
    expect(Object.fromEntries(layers.map(({ name, op, input }) => [name, [op, input]]))).toEqual(
      expected.layers,
    );
  });
});

describe("a log of PyTorch's own SummaryWriter", () => {
  it("is read without a problem, its parameters' run, too", async () => {
    const { run, expected } = await fixture("pytorch");
    expect(run.problems).toEqual([]);
    const { steps, values, wallTimes } = run.scalars("loss/train");
    expect({ steps: [...steps], values: [...values], wallTimes: [...wallTimes] }).toEqual(
      expected.scalars["loss/train"],
    );
    const { run: trial } = await fixture("pytorch", "trial");
    const { start } = await trial.hparams();
    expect(start?.hparams).toEqual({ rate: 0.1, kind: "sgd" });
  });

  it("gives the weights as histograms, and with bins as they were counted", async () => {
    const { run, expected } = await fixture("pytorch");
    expect(await totals(run, expected)).toEqual(expected.histogramTotals);
    const { tag = "", count } = expected.histogram ?? {};
    const [first] = await run.histograms(tag);
    expect(Array.from(first?.buckets.count ?? [])).toEqual(count);
  });

  it("gives its text and image", async () => {
    const { run, expected } = await fixture("pytorch");
    for (const [tag, texts] of Object.entries(expected.texts ?? {})) {
      expect((await run.texts(tag))[0]?.texts).toEqual(texts);
    }
    const { tag = "", width, height } = expected.image ?? {};
    expect((await run.images(tag))[0]).toMatchObject({ width, height });
  });

  it("gives the graph that was traced, in the module's scopes", async () => {
    const { run, expected } = await fixture("pytorch");
    const { node } = (await run.graphs()[0]?.read()) ?? { node: [] };
    expect(node.map(({ op }) => op).filter((op) => op.startsWith("aten::"))).toEqual(expected.ops);
    expect(node.some(({ name }) => name.startsWith("Sequential/Tanh[1]/"))).toBe(true);
  });
});

/** How many values the histograms of each tag hold. */
async function totals(run: RunLog, { histogramTotals = {} }: Expected) {
  const found: Record<string, number[]> = {};
  for (const tag of Object.keys(histogramTotals)) {
    found[tag] = (await run.histograms(tag)).map(({ buckets }) =>
      Array.from(buckets.count).reduce((sum, count) => sum + count, 0),
    );
  }
  return found;
}
