import { describe, expect, it } from "vitest";
import { type Table, tableParts } from "./table.ts";

function parts(table: Table) {
  return [...tableParts(table)].map(({ row, value }) => ({
    row,
    shape: value.data.kind === "tensor" ? value.data.tensor.shape : [],
  }));
}

describe("a table's records", () => {
  it("are one for a short table", () => {
    const values = Float64Array.of(1, 2, 3, 4, 5, 6);
    expect(parts({ kind: "bins", series: "x", width: 2, values })).toEqual([
      { row: 0, shape: [3, 2] },
    ]);
  });

  it("hold whole rows of at most 2 MB, in order", () => {
    const values = new Float32Array(130 * 10_000);
    const found = parts({ kind: "counts", series: "x", width: 130, values });
    expect(found).toEqual([
      { row: 0, shape: [4032, 130] },
      { row: 4032, shape: [4032, 130] },
      { row: 8064, shape: [1936, 130] },
    ]);
  });

  it("are none for a table without columns", () => {
    expect(parts({ kind: "samples", series: "x", width: 0, values: new Float32Array() })).toEqual(
      [],
    );
  });
});
