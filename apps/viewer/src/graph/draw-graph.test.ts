import type { GraphDef, NodeDef, RunMetadata } from "@driftgraph/eventlog";
import { describe, expect, it } from "vitest";
import { describeItem } from "./describe-item.ts";
import { drawGraph } from "./draw-graph.ts";
import type { DrawnGraph, DrawnItem } from "./drawn-graph.ts";
import { differenceFates, optimizerFates } from "./fates.ts";
import { loadGraph } from "./loaded-graph.ts";
import { opGraph } from "./op-graph.ts";
import { searchGraph } from "./search-graph.ts";

function op(name: string, type: string, ...input: string[]): NodeDef {
  return { name, op: type, input };
}

function constant(name: string, value: number): NodeDef {
  const tensor = { dtype: "DT_FLOAT", shape: [], values: Float32Array.of(value) } as const;
  return { name, op: "Const", attr: { value: { tensor } } };
}

const graph: GraphDef = {
  node: [
    op("x", "Placeholder"),
    constant("scale/half", 0.5),
    op("layer/a/mul", "Mul", "x", "scale/half"),
    op("layer/a/add", "Add", "layer/a/mul", "x"),
    op("layer/b", "Exp", "layer/a/add"),
    op("out", "Sum", "layer/b", "^layer/a/mul"),
  ],
};

const profile: RunMetadata = {
  devices: [
    {
      device: "/device:CPU:0",
      nodes: [
        timed("layer/a/mul", 0, 10),
        timed("layer/a/add", 20, 5),
        timed("layer/b", 30, 100),
        timed("out", 130, 1),
      ],
    },
  ],
  partitionGraphs: [],
  functionGraphs: [],
};

function timed(name: string, startMicros: number, durationMicros: number) {
  return {
    name,
    startMicros,
    durationMicros,
    opEndMicros: startMicros + durationMicros,
    memory: [],
    outputs: [{ slot: 0, dtype: "DT_FLOAT", shape: [8], bytes: 32 }],
  } as const;
}

function item(drawn: DrawnGraph, id: string): DrawnItem {
  const found = drawn.items.find((one) => one.id === id);
  if (!found) throw new Error(`${id} isn't drawn`);
  return found;
}

const loaded = loadGraph(graph, { profile });
const closed = drawGraph(loaded, { open: [], keepAll: false });
const open = drawGraph(loaded, { open: ["layer", "layer/a"], keepAll: false });

describe("a drawing", () => {
  it("has a closed scope as one item, with all edges to it as one", () => {
    expect(closed.items.map(({ id }) => id).sort()).toEqual(["layer", "out", "x"]);
    expect(closed.edges.map(({ from, to, kind, count }) => [from, to, kind, count])).toEqual([
      ["x", "layer", "data", 2],
      ["layer", "out", "data", 1],
      ["layer", "out", "control", 1],
    ]);
  });

  it("says constants where they are used, and draws no scope of nothing else", () => {
    expect(item(open, "layer/a/mul").label).toBe("× 0.5");
    expect(open.items.some(({ id }) => id.startsWith("scale"))).toBe(false);
  });

  it("sums a scope's times, and tells its span", () => {
    expect(item(closed, "layer").share).toBeCloseTo(115 / 116, 12);
    expect(item(closed, "layer")).toMatchObject({ time: 115, span: 130, bytes: 96, count: 3 });
    expect(closed.most.time).toBe(115);
  });

  it("has every item inside its scope, and none over another", () => {
    for (const { parent, x, y, width, height } of open.items) {
      const around = parent === undefined ? undefined : item(open, parent);
      const box = around ?? { x: open.width / 2, y: open.height / 2, ...open };
      expect(x - width / 2).toBeGreaterThanOrEqual(box.x - box.width / 2 - 1e-9);
      expect(x + width / 2).toBeLessThanOrEqual(box.x + box.width / 2 + 1e-9);
      expect(y - height / 2).toBeGreaterThanOrEqual(box.y - box.height / 2 - 1e-9);
      expect(y + height / 2).toBeLessThanOrEqual(box.y + box.height / 2 + 1e-9);
    }
    expect(overlaps(open)).toEqual([]);
  });

  it("leads edges round other items, from the rim of what is around their ends", () => {
    const chain = ["a", "b", "c", "d"].map((name, i, all) =>
      op(name, "Neg", ...(i === 0 ? [] : [all[i - 1] ?? ""])),
    );
    const drawn = drawGraph(
      loadGraph({
        node: [...chain, op("end/sum", "Add", "a", "d"), op("end/out", "Neg", "end/sum")],
      }),
      { open: ["end"], keepAll: true },
    );
    const skip = drawn.edges.find(({ from, to }) => from === "a" && to === "end/sum");
    const end = drawn.items.find(({ id }) => id === "end");
    if (!skip || !end) return expect.fail("no edge that skips");
    for (const { id, x, y, width, height } of drawn.items.filter(({ id }) => "bcd".includes(id))) {
      const within = skip.bends.filter(
        (bend) => Math.abs(bend.x - x) < width / 2 && Math.abs(bend.y - y) < height / 2,
      );
      expect(within, id).toEqual([]);
    }
    expect(skip.bends.at(-1)?.x).toBeCloseTo(end.x - end.width / 2, 6);
    const next = drawn.edges.find(({ from, to }) => from === "a" && to === "b");
    expect(next?.bends.every(({ y }) => Math.abs(y - (skip.bends[0]?.y ?? 0)) > 1)).toBe(true);
  });

  it("marks the way that takes the longest", () => {
    const critical = open.items.filter(({ isCritical, isOpen }) => isCritical && !isOpen);
    expect(critical.map(({ id }) => id).sort()).toEqual([
      "layer/a/add",
      "layer/a/mul",
      "layer/b",
      "out",
    ]);
  });

  it("draws cycles, self-loops and ops without any input", () => {
    const node = [op("a", "Add", "b"), op("b", "Add", "a"), op("c", "Add", "c"), op("d", "Add")];
    const drawn = drawGraph(loadGraph({ node }), { open: [], keepAll: false });
    expect(drawn.items).toHaveLength(4);
    expect(overlaps(drawn)).toEqual([]);
  });

  it("lays out a flat scope of a thousand ops in a moment, without overlaps", () => {
    const node = Array.from({ length: 1000 }, (_, i) =>
      op(
        `op${"abcdefgh"[i % 8]}x${i}y`,
        i % 2 ? "Add" : "Mul",
        ...(i > 7 ? [`op${"abcdefgh"[(i - 8) % 8]}x${i - 8}y`] : []),
      ),
    );
    const drawn = drawGraph(loadGraph({ node }), { open: [], keepAll: false });
    expect(drawn.items).toHaveLength(1000);
    expect(overlaps(drawn)).toEqual([]);
  });

  it("puts aside what feeds very much", () => {
    const node = [
      op("k", "Placeholder"),
      ...Array.from({ length: 12 }, (_, i) => op(`use${i}z`, i % 2 ? "Add" : "Mul", "k")),
    ];
    const drawn = drawGraph(loadGraph({ node }), { open: [], keepAll: false });
    expect(item(drawn, "k").isAside).toBe(true);
    expect(item(drawGraph(loadGraph({ node }), { open: [], keepAll: true }), "k").isAside).toBe(
      false,
    );
  });
});

describe("what is known of an item", () => {
  it("has an op's inputs, outputs, share and scopes", () => {
    expect(describeItem(loaded, "layer/a/add")).toMatchObject({
      op: "Add",
      inputs: [{ name: "layer/a/mul" }, { name: "x" }],
      outputs: [{ name: "layer/b" }],
      time: 5,
      share: 5 / 116,
      scopes: ["layer", "layer/a"],
    });
  });

  it("has a scope's inputs and outputs from outside it", () => {
    const scope = describeItem(loaded, "layer");
    expect(scope?.inputs.map(({ name }) => name)).toEqual(["x"]);
    expect(scope?.outputs.map(({ name }) => name)).toEqual(["out"]);
    expect(describeItem(loaded, "nothing")).toBeUndefined();
  });
});

describe("the search", () => {
  it("finds names and ops, by text and by pattern", () => {
    expect(searchGraph(loaded, "LAYER/A").names).toEqual(["layer/a", "layer/a/mul", "layer/a/add"]);
    expect(searchGraph(loaded, "exp").names).toEqual(["layer/b"]);
    expect(searchGraph(loaded, "/^layer.b$/").names).toEqual(["layer/b"]);
  });

  it("says why a pattern is none", () => {
    expect(searchGraph(loaded, "/(/").problem).toContain("regular expression");
  });
});

describe("fates", () => {
  it("tell what the optimizer did", () => {
    const fates = optimizerFates({ a: "a", b: "c", d: null });
    expect([...fates]).toEqual([
      ["a", "kept"],
      ["b", "replaced"],
      ["d", "removed"],
    ]);
  });

  it("tell how two graphs differ", () => {
    const other = opGraph({
      node: [op("x", "Placeholder"), op("out", "Mean", "x"), op("new", "Neg", "x")],
    });
    const before = differenceFates(opGraph(graph), other, "before");
    const after = differenceFates(other, opGraph(graph), "after");
    expect(before.get("x")).toBe("kept");
    expect(before.get("layer/b")).toBe("removed");
    expect(before.get("out")).toBe("changed");
    expect(after.get("new")).toBe("added");
  });

  it("see another constant and another attribute, but no other number of paths", () => {
    const exp = (precise: boolean, paths: number): NodeDef => ({
      name: "exp",
      op: "Exp",
      input: ["half"],
      attr: { precise: { b: precise }, _output_shapes: { list: { shape: [[paths]] } } },
    });
    const of = (value: number, precise: boolean, paths: number) =>
      opGraph({ node: [constant("half", value), exp(precise, paths)] });
    const one = of(0.5, true, 10);
    expect([...differenceFates(one, of(0.5, true, 99), "before").values()]).toEqual([
      "kept",
      "kept",
    ]);
    expect(differenceFates(one, of(0.25, true, 10), "before").get("half")).toBe("changed");
    expect(differenceFates(one, of(0.5, false, 10), "before").get("exp")).toBe("changed");
  });

  it("show a changed constant at the op that says it", () => {
    const of = (value: number): GraphDef => ({
      node: [op("x", "Placeholder"), constant("c/k", value), op("y/mul", "Mul", "x", "c/k")],
    });
    const other = loadGraph(of(0.25));
    const fates = differenceFates(opGraph(of(0.5)), other.graph, "before");
    const notes = { fates, other, side: "before" } as const;
    const drawn = drawGraph(loadGraph(of(0.5), notes), { open: ["y"], keepAll: true });
    expect(item(drawn, "y/mul").fate).toBe("changed");
    expect(item(drawn, "y").fate).toBe("changed");
    expect(item(drawn, "x").fate).toBe("kept");
  });
});

/** Pairs of closed items whose boxes overlap. */
function overlaps({ items }: DrawnGraph): string[] {
  const boxes = items.filter(({ isOpen }) => !isOpen).toSorted((a, b) => a.y - b.y);
  return boxes.flatMap((a, i) =>
    boxes.slice(i + 1).flatMap((b) => {
      const apart =
        Math.abs(a.x - b.x) >= (a.width + b.width) / 2 - 1e-6 ||
        Math.abs(a.y - b.y) >= (a.height + b.height) / 2 - 1e-6;
      return apart ? [] : [`${a.id} over ${b.id}`];
    }),
  );
}
