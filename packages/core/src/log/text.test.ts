import { describe, expect, it } from "vitest";
import { fenced, table } from "./text.ts";

describe("Markdown of a log", () => {
  it("fences code with more back-quotes than the code has", () => {
    expect(fenced("a ```b``` c\n", "ts")).toBe("````ts\na ```b``` c\n````");
  });

  it("keeps a table's cells apart whatever they hold", () => {
    expect(table(["a"], [["x | y\nz"]])).toBe("| a |\n| --- |\n| x \\| y z |");
  });
});
