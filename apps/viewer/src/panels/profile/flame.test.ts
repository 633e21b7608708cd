import { describe, expect, it } from "vitest";
import { flameBars } from "./flame.ts";
import type { OpCost } from "./op-rows.ts";

function cost(name: string, selfTime: number | undefined): OpCost {
  return {
    name,
    op: "mul",
    scope: "",
    calls: 1,
    selfTime,
    bytes: 0,
    flops: undefined,
    kind: undefined,
    place: undefined,
  };
}

describe("the flame graph", () => {
  it("puts ops into their scopes, the dearest first", () => {
    const bars = flameBars([cost("a/x", 1), cost("a/y", 3), cost("b", 2), cost("c", undefined)]);
    expect(bars.map(({ name, depth, start, time }) => [name, depth, start, time])).toEqual([
      ["", 0, 0, 6],
      ["a", 1, 0, 4],
      ["a/y", 2, 0, 3],
      ["a/x", 2, 3, 1],
      ["b", 1, 4, 2],
    ]);
  });

  it("is empty if nothing was timed", () => {
    expect(flameBars([cost("a", undefined)])).toEqual([]);
  });
});
