import { describe, expect, it } from "vitest";
import type { Chart } from "../../charts/chart.ts";
import type { Domain } from "../../charts/scale.ts";
import { sharingAxes } from "./shared-axes.ts";

function chart(y: Domain, unit?: string): Chart {
  return {
    title: "",
    summary: "",
    x: { label: "time", kind: "linear", domain: [0, 9] },
    y: { label: "value", unit, kind: "linear", domain: y },
    marks: [],
    table: () => ({ columns: [], rows: 0, cell: () => "" }),
  };
}

const domains = (charts: readonly Chart[]): Domain[] => charts.map(({ y }) => y.domain);

describe("charts side by side", () => {
  it("have the same axes for the same series of two runs, however different", () => {
    const shared = sharingAxes([chart([0, 1]), chart([0, 1]), chart([-1, 9])], ["a", "b", "a"]);
    expect(domains(shared)).toEqual([
      [-1, 9],
      [0, 1],
      [-1, 9],
    ]);
  });

  it("have the same axes for series whose ranges are about the same", () => {
    expect(domains(sharingAxes([chart([0, 1.3]), chart([0.1, 1.4])], ["a", "b"]))).toEqual([
      [0, 1.4],
      [0, 1.4],
    ]);
  });

  it("keep those of series that would become small, or have another unit", () => {
    const small = [chart([0, 100]), chart([0, 1])];
    expect(domains(sharingAxes(small, ["a", "b"]))).toEqual(domains(small));
    const units = [chart([0, 1], "nM"), chart([0, 1.1], "h")];
    expect(domains(sharingAxes(units, ["a", "b"]))).toEqual(domains(units));
  });
});
