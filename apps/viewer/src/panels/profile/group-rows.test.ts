import { describe, expect, it } from "vitest";
import { groupRows, sortRows } from "./group-rows.ts";
import type { OpCost } from "./op-rows.ts";

function cost(name: string, op: string, selfTime: number | undefined, place?: string): OpCost {
  const scope = name.slice(0, Math.max(0, name.lastIndexOf("/")));
  return { name, op, scope, calls: 2, selfTime, bytes: 10, flops: 1, kind: undefined, place };
}

const costs = [
  cost("scan/a/mul", "mul", 30, "drift of x"),
  cost("scan/a/mul_1", "mul", 10, "drift of y"),
  cost("scan/add", "add", 60, "drift of x"),
  cost("scan/a/untimed", "enter", undefined),
];

describe("rows of costs", () => {
  it("have each op's share of the time of all", () => {
    const rows = groupRows(costs, "none");
    expect(rows.map(({ self, share }) => [self, share])).toEqual([
      [30, 0.3],
      [10, 0.1],
      [60, 0.6],
      [undefined, 0],
    ]);
  });

  it("tell a scope's own ops from all below it", () => {
    const rows = groupRows(costs, "scope");
    const scan = rows.find(({ name }) => name === "scan");
    const inner = rows.find(({ name }) => name === "scan/a");
    expect(scan).toMatchObject({ self: 60, inclusive: 100, share: 1, count: 4, bytes: 40 });
    expect(inner).toMatchObject({ self: 40, inclusive: 40, share: 0.4, calls: 6 });
  });

  it("are grouped by op and by place in the model", () => {
    expect(groupRows(costs, "op").map(({ name, self }) => [name, self])).toEqual([
      ["mul", 40],
      ["add", 60],
      ["enter", undefined],
    ]);
    expect(groupRows(costs, "place").map(({ name, self }) => [name, self])).toEqual([
      ["drift of x", 90],
      ["drift of y", 10],
      ["not from the model", undefined],
    ]);
  });

  it("are sorted from the dearest, what wasn't timed last", () => {
    const rows = sortRows(groupRows(costs, "none"), "self", false);
    expect(rows.map(({ self }) => self)).toEqual([60, 30, 10, undefined]);
    const names = sortRows(groupRows(costs, "op"), "name", true).map(({ name }) => name);
    expect(names).toEqual(["mul", "enter", "add"]);
  });
});
