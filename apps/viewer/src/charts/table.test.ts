import { describe, expect, it } from "vitest";
import { csvOf, evenRows, tableOf } from "./table.ts";

describe("comma-separated values", () => {
  it("have all digits, and nothing where there is no number", () => {
    const table = tableOf([
      ["t", Float64Array.of(0, 0.1)],
      ["x", Float64Array.of(1 / 3, Number.NaN)],
      ["short", [1]],
    ]);
    expect(csvOf(table)).toBe("t,x,short\r\n0,0.3333333333333333,1\r\n0.1,,\r\n");
  });

  it("quote what needs it, and disarm names that a spreadsheet would run", () => {
    const table = tableOf([['a,"b"', ["=HYPERLINK(1)", "-x", "two\nlines", "plain"]]]);
    expect(csvOf(table)).toBe('"a,""b"""\r\n\'=HYPERLINK(1)\r\n\'-x\r\n"two\nlines"\r\nplain\r\n');
  });
});

describe("rows of a long table", () => {
  it("are spread from the first to the last", () => {
    expect(evenRows(3, 10)).toEqual([0, 1, 2]);
    expect(evenRows(101, 5)).toEqual([0, 25, 50, 75, 100]);
  });
});
