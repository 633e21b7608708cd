import { expect, it } from "vitest";
import { readOptions } from "./read-options.ts";

it("believes of a webview's message only what is an option, of its type", () => {
  expect(
    readOptions({
      paths: 10,
      dt: "0.1",
      scheme: "milstein",
      backend: "shell",
      parameters: { K: 1, n: "rm -rf" },
      sweep: [{ name: "K", from: 0, to: 1, count: 2 }, { name: 3 }, null],
      command: "rm",
    }),
  ).toEqual({
    paths: 10,
    scheme: "milstein",
    parameters: { K: 1 },
    sweep: [{ name: "K", from: 0, to: 1, count: 2 }],
  });
  expect(readOptions("paths")).toEqual({});
  expect(readOptions({ backend: "tensorflow" })).toEqual({ backend: "tensorflow" });
});
