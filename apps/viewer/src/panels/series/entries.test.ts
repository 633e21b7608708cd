import { describe, expect, it } from "vitest";
import type { RunContents } from "../../reading/run-contents.ts";
import { arrange } from "./entries.ts";

function run(
  name: string,
  model: string,
  timeUnit: string | undefined,
  unit?: string,
): RunContents {
  const series = [{ name: "v", title: undefined, unit }];
  return { name, logged: { run: { model, timeUnit }, series } } as unknown as RunContents;
}

const overlaid = { series: [], together: false, beside: false };

describe("series of several runs", () => {
  it("share a chart where they are measured in the same", () => {
    const cells = arrange(
      [run("a", "heston", "year"), run("b", "heston", "year")],
      overlaid,
      () => "",
    );
    expect(cells.map(({ title, entries }) => [title, entries.length])).toEqual([["v", 2]]);
  });

  it("have charts of their own where only their names are the same", () => {
    const runs = [
      run("a", "fitzhugh-nagumo", "ms"),
      run("b", "heston", "year"),
      run("c", "heston", "year"),
    ];
    const cells = arrange(runs, overlaid, () => "");
    expect(cells.map(({ title, entries }) => [title, entries.map((of) => of.run)])).toEqual([
      ["v · fitzhugh-nagumo", ["a"]],
      ["v · heston", ["b", "c"]],
    ]);
    expect(new Set(cells.map(({ key }) => key)).size).toBe(2);
  });
});
