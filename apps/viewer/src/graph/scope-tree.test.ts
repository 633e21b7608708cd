import { describe, expect, it } from "vitest";
import { opGraph } from "./op-graph.ts";
import { ancestry, MAX_DEPTH, scopeTree } from "./scope-tree.ts";

function treeOf(...names: string[]) {
  return scopeTree(opGraph({ node: names.map((name) => ({ name, op: "Add" })) }));
}

describe("the scopes of a graph", () => {
  it("are those that names make, with their sizes", () => {
    const { root, byName, scopeOf } = treeOf("a/b/c", "a/b/d", "a/e", "f");
    expect(root.size).toBe(4);
    expect(byName.get("a")?.size).toBe(3);
    expect(byName.get("a/b")?.ops).toEqual([0, 1]);
    expect(ancestry(scopeOf[0]).map(({ name }) => name)).toEqual(["a", "a/b"]);
  });

  it("hold the op that has their own name", () => {
    const { byName } = treeOf("a", "a/b");
    expect(byName.get("a")?.ops).toEqual([0, 1]);
  });

  it("fold five or more equal ops whose names are numbered, and no fewer", () => {
    const five = treeOf("s/add", "s/add_1", "s/add_2", "s/add_3", "s/add_4", "s/other");
    const series = five.byName.get("s")?.scopes[0];
    expect(series).toMatchObject({ kind: "series", size: 5 });
    expect(five.byName.get("s")?.ops).toEqual([5]);
    expect(five.byName.get("s")?.size).toBe(6);
    expect(treeOf("s/add", "s/add_1", "s/add_2", "s/add_3").byName.get("s")?.scopes).toEqual([]);
  });

  it("end at a depth that nobody reaches by hand", () => {
    const deep = `${"d/".repeat(1000)}op`;
    const { root, scopeOf } = treeOf(deep);
    expect(root.size).toBe(1);
    expect(ancestry(scopeOf[0])).toHaveLength(MAX_DEPTH);
  });

  it("take names that mean something to objects", () => {
    const { byName } = treeOf("__proto__/constructor", "toString/x", "//", "");
    expect(byName.get("__proto__")?.size).toBe(1);
    expect(byName.get("toString")?.size).toBe(1);
  });
});
