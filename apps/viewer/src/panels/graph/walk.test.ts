import { describe, expect, it } from "vitest";
import type { DrawnGraph, DrawnItem } from "../../graph/drawn-graph.ts";
import { nextItem } from "./walk.ts";

const item = (id: string, x: number, y: number, of: Partial<DrawnItem> = {}): DrawnItem =>
  ({
    ...{ id, kind: "op", label: id, detail: "", op: undefined, device: "", parent: undefined },
    ...{ depth: 0, isOpen: false, x, y, width: 10, height: 10, count: 1, time: undefined },
    ...(of as object),
  }) as DrawnItem;

const scope = item("scope", 0, 0, { kind: "scope", isOpen: true });
const first = item("scope/first", -5, 1, { parent: "scope" });
const second = item("scope/second", 5, 1, { parent: "scope" });
const after = item("after", 0, 20);
const graph = {
  items: [scope, second, first, after],
  edges: [{ from: "scope/first", to: "after" }],
} as unknown as DrawnGraph;

describe("a walk by arrow keys", () => {
  it("goes into an open scope, to what is read first", () => {
    expect(nextItem(graph, scope, "ArrowDown")).toBe("scope/first");
  });

  it("goes along edges, and against them", () => {
    expect(nextItem(graph, first, "ArrowDown")).toBe("after");
    expect(nextItem(graph, after, "ArrowUp")).toBe("scope/first");
  });

  it("goes out of a scope from what nothing leads to", () => {
    expect(nextItem(graph, second, "ArrowUp")).toBe("scope");
    expect(nextItem(graph, second, "ArrowDown")).toBeUndefined();
  });
});
